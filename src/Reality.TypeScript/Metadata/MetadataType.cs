using System.Reflection;
using System.Reflection.Metadata;

namespace Reality.TypeScript.Metadata;

/// <summary>A type's definition.</summary>
internal sealed class MetadataType(MetadataAssembly assembly, TypeDefinitionHandle handle)
{
    private const byte NotTold = 0;

    private readonly TypeDefinition _definition = assembly.Reader.GetTypeDefinition(handle);

    public MetadataAssembly Assembly => assembly;

    /// <summary>Namespace and name; a plus before a nested type.</summary>
    public string FullName { get; } = MetadataNames.Of(assembly.Reader, handle);

    /// <summary>The name alone, without the number of type parameters.</summary>
    public string Name => MetadataNames.Bare(Reader.GetString(_definition.Name));

    public bool IsInterface => _definition.Attributes.HasFlag(TypeAttributes.Interface);

    public bool IsAbstract => _definition.Attributes.HasFlag(TypeAttributes.Abstract);

    public bool IsEnum => Base is NamedNode { FullName: "System.Enum" };

    public TypeNode? Base => assembly.TypeOf(_definition.BaseType);

    public IEnumerable<MetadataAttribute> Attributes => MetadataAttribute.Of(assembly, _definition.GetCustomAttributes());

    public IReadOnlyList<string> Parameters =>
        [.. _definition.GetGenericParameters().Select(parameter => Reader.GetString(Reader.GetGenericParameter(parameter).Name))];

    /// <summary>The interfaces that it names, with what is said of nulls in them.</summary>
    public IEnumerable<TypeNode> Interfaces => _definition.GetInterfaceImplementations()
        .Select(Reader.GetInterfaceImplementation)
        .Select(face => (Type: assembly.TypeOf(face.Interface), Attributes: face.GetCustomAttributes()))
        .Where(static face => face.Type is not null)
        .Select(face => Nullability.Apply(face.Type!, MetadataAttribute.Of(assembly, face.Attributes), NullableContext));

    /// <summary>Its own properties that have a getter and no index.</summary>
    public IEnumerable<MetadataMember> Properties => _definition.GetProperties()
        .Select(Reader.GetPropertyDefinition)
        .Where(property => !property.GetAccessors().Getter.IsNil && property.DecodeSignature(assembly.Signatures, null).ParameterTypes.IsEmpty)
        .Select(MemberOf);

    /// <summary>Its own fields, constants among them.</summary>
    public IEnumerable<MetadataMember> Fields => _definition.GetFields().Select(Reader.GetFieldDefinition).Select(MemberOf);

    /// <summary>The types of the parameters of each constructor.</summary>
    public IEnumerable<IReadOnlyList<TypeNode>> Constructors => _definition.GetMethods()
        .Select(Reader.GetMethodDefinition)
        .Where(method => Reader.GetString(method.Name) == ".ctor")
        .Select(method => (IReadOnlyList<TypeNode>)method.DecodeSignature(assembly.Signatures, null).ParameterTypes);

    private MetadataReader Reader => assembly.Reader;

    // The nearest that says anything: the type itself, else one around it.
    private byte NullableContext
    {
        get
        {
            for (var (current, owner) = (handle, _definition); ; owner = Reader.GetTypeDefinition(current))
            {
                if (Nullability.ContextOf(MetadataAttribute.Of(assembly, owner.GetCustomAttributes())) is { } context)
                {
                    return context;
                }

                current = owner.GetDeclaringType();
                if (current.IsNil)
                {
                    return NotTold;
                }
            }
        }
    }

    /// <summary>The names of the methods that its constructors call, in their order.</summary>
    public IEnumerable<string> CallsOfConstructors() => _definition.GetMethods()
        .Select(Reader.GetMethodDefinition)
        .Where(method => Reader.GetString(method.Name) == ".ctor" && method.RelativeVirtualAddress != 0)
        .SelectMany(method => MethodCalls.Of(Reader, assembly.Image.GetMethodBody(method.RelativeVirtualAddress)));

    private MetadataMember MemberOf(PropertyDefinition property)
    {
        var getter = Reader.GetMethodDefinition(property.GetAccessors().Getter);
        var signature = property.DecodeSignature(assembly.Signatures, null);
        MetadataAttribute[] attributes = [.. MetadataAttribute.Of(assembly, property.GetCustomAttributes())];
        return new(
            Reader.GetString(property.Name),
            Nullability.Apply(signature.ReturnType, attributes, NullableContext),
            (getter.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public,
            getter.Attributes.HasFlag(MethodAttributes.Static),
            true,
            null,
            attributes);
    }

    private MetadataMember MemberOf(FieldDefinition field)
    {
        MetadataAttribute[] attributes = [.. MetadataAttribute.Of(assembly, field.GetCustomAttributes())];
        var value = field.GetDefaultValue() is { IsNil: false } constant ? Reader.GetConstant(constant) : default(Constant?);
        return new(
            Reader.GetString(field.Name),
            Nullability.Apply(field.DecodeSignature(assembly.Signatures, null), attributes, NullableContext),
            (field.Attributes & FieldAttributes.FieldAccessMask) == FieldAttributes.Public,
            field.Attributes.HasFlag(FieldAttributes.Static),
            false,
            value is { } found ? Reader.GetBlobReader(found.Value).ReadConstant(found.TypeCode) : null,
            attributes);
    }
}

/// <summary>A property or field.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type, with what is said of nulls.</param>
/// <param name="IsPublic">Whether anyone may read it.</param>
/// <param name="IsStatic">Whether it belongs to the type.</param>
/// <param name="IsProperty">Whether it is a property.</param>
/// <param name="Value">The value of a constant.</param>
/// <param name="Attributes">Its attributes.</param>
internal sealed record MetadataMember(
    string Name, TypeNode Type, bool IsPublic, bool IsStatic, bool IsProperty, object? Value, IReadOnlyList<MetadataAttribute> Attributes);
