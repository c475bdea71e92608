using System.Reflection.Metadata;

namespace Reality.TypeScript.Metadata;

/// <summary>Reads the types in arguments of attributes.</summary>
internal sealed class AttributeTypes(MetadataAssembly assembly) : ICustomAttributeTypeProvider<TypeNode>
{
    public TypeNode GetPrimitiveType(PrimitiveTypeCode typeCode) => new PrimitiveNode(typeCode);

    public TypeNode GetSystemType() => new NamedNode("System.Type", false, [], null);

    public TypeNode GetSZArrayType(TypeNode elementType) => new ArrayNode(elementType);

    public TypeNode GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        assembly.Signatures.GetTypeFromDefinition(reader, handle, rawTypeKind);

    public TypeNode GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        assembly.Signatures.GetTypeFromReference(reader, handle, rawTypeKind);

    public TypeNode GetTypeFromSerializedName(string name) => TypeName.TryParse(name, out var parsed) ? NodeOf(parsed) : new OtherNode();

    // The enumerations in attributes of System.Text.Json.
    public PrimitiveTypeCode GetUnderlyingEnumType(TypeNode type) => PrimitiveTypeCode.Int32;

    public bool IsSystemType(TypeNode type) => type is NamedNode { FullName: "System.Type" };

    private TypeNode NodeOf(TypeName name)
    {
        if (name.IsSZArray)
        {
            return new ArrayNode(NodeOf(name.GetElementType()));
        }

        var definition = name.IsConstructedGenericType ? name.GetGenericTypeDefinition() : name;
        var arguments = name.IsConstructedGenericType ? name.GetGenericArguments().Select(NodeOf).ToArray() : [];
        var from = name.AssemblyName?.Name ?? assembly.Name;
        var found = assembly.Set.Find(definition.FullName, from);
        return new NamedNode(definition.FullName, found?.Base is NamedNode { FullName: "System.ValueType" or "System.Enum" }, arguments, found);
    }
}
