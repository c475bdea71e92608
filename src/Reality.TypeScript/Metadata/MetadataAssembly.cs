using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Reality.TypeScript.Metadata;

/// <summary>An assembly, read as data.</summary>
internal sealed class MetadataAssembly
{
    private readonly Dictionary<TypeDefinitionHandle, MetadataType> _types = [];
    private readonly Lazy<Dictionary<string, TypeDefinitionHandle>> _names;

    public MetadataAssembly(AssemblySet set, string path, PEReader image, MetadataReader reader)
    {
        (Set, Path, Image, Reader) = (set, path, image, reader);
        Signatures = new(this);
        _names = new(() => reader.TypeDefinitions.ToDictionary(handle => MetadataNames.Of(reader, handle), StringComparer.Ordinal));
    }

    public AssemblySet Set { get; }

    public string Path { get; }

    public PEReader Image { get; }

    public MetadataReader Reader { get; }

    public SignatureTypes Signatures { get; }

    public string Name => Reader.GetString(Reader.GetAssemblyDefinition().Name);

    public IEnumerable<string> References => Reader.AssemblyReferences.Select(handle => Reader.GetString(Reader.GetAssemblyReference(handle).Name));

    public MetadataType? Find(string name) => _names.Value.TryGetValue(name, out var handle) ? TypeOf(handle) : null;

    public MetadataType TypeOf(TypeDefinitionHandle handle)
    {
        if (!_types.TryGetValue(handle, out var type))
        {
            _types.Add(handle, type = new(this, handle));
        }

        return type;
    }

    /// <summary>The type behind a handle of a base, an interface or an attribute's class; <see langword="null"/> for none.</summary>
    public TypeNode? TypeOf(EntityHandle handle) => handle.IsNil ? null : handle.Kind switch
    {
        HandleKind.TypeDefinition => Signatures.GetTypeFromDefinition(Reader, (TypeDefinitionHandle)handle, 0),
        HandleKind.TypeReference => Signatures.GetTypeFromReference(Reader, (TypeReferenceHandle)handle, 0),
        HandleKind.TypeSpecification => Signatures.GetTypeFromSpecification(Reader, null, (TypeSpecificationHandle)handle, 0),
        _ => null,
    };
}
