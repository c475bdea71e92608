using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Reality.TypeScript.Metadata;

/// <summary>Reads the types of signatures.</summary>
internal sealed class SignatureTypes(MetadataAssembly assembly) : ISignatureTypeProvider<TypeNode, object?>
{
    private const string Nullable = "System.Nullable`1";

    public TypeNode GetPrimitiveType(PrimitiveTypeCode typeCode) => new PrimitiveNode(typeCode);

    public TypeNode GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        var type = assembly.TypeOf(handle);
        return new NamedNode(type.FullName, IsValueType(rawTypeKind), [], type);
    }

    public TypeNode GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var (name, from) = MetadataNames.Of(reader, handle);
        return new NamedNode(name, IsValueType(rawTypeKind), [], assembly.Set.Find(name, from));
    }

    public TypeNode GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public TypeNode GetGenericInstantiation(TypeNode genericType, ImmutableArray<TypeNode> typeArguments) => genericType switch
    {
        NamedNode { FullName: Nullable } => typeArguments[0] with { IsNullable = true },
        NamedNode named => named with { Arguments = typeArguments },
        _ => genericType,
    };

    public TypeNode GetSZArrayType(TypeNode elementType) => new ArrayNode(elementType);

    // System.Text.Json writes no arrays of several dimensions.
    public TypeNode GetArrayType(TypeNode elementType, ArrayShape shape) => new OtherNode();

    public TypeNode GetGenericTypeParameter(object? genericContext, int index) => new ParameterNode(index);

    public TypeNode GetGenericMethodParameter(object? genericContext, int index) => new OtherNode();

    public TypeNode GetModifiedType(TypeNode modifier, TypeNode unmodifiedType, bool isRequired) => unmodifiedType;

    public TypeNode GetPinnedType(TypeNode elementType) => elementType;

    public TypeNode GetByReferenceType(TypeNode elementType) => new OtherNode();

    public TypeNode GetPointerType(TypeNode elementType) => new OtherNode();

    public TypeNode GetFunctionPointerType(MethodSignature<TypeNode> signature) => new OtherNode();

    private static bool IsValueType(byte kind) => kind == (byte)SignatureTypeKind.ValueType;
}
