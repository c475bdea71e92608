using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Reality.TypeScript.Metadata;

/// <summary>The assemblies in which types are looked up: read as data, never loaded.</summary>
internal sealed class AssemblySet : IDisposable
{
    private readonly List<PEReader> _readers = [];
    private readonly Dictionary<string, string> _paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, MetadataAssembly?> _assemblies = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, MetadataType?> _types = new(StringComparer.Ordinal);

    /// <summary>Collects assemblies; of two with one name the first counts.</summary>
    public AssemblySet(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            _paths.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        }
    }

    /// <summary>The names of the assemblies.</summary>
    public IEnumerable<string> Names => _paths.Keys.Order(StringComparer.Ordinal);

    /// <summary>Reads an assembly; <see langword="null"/> where it is not at hand.</summary>
    public MetadataAssembly? Assembly(string name)
    {
        if (!_assemblies.TryGetValue(name, out var assembly))
        {
            _assemblies.Add(name, assembly = _paths.TryGetValue(name, out var path) ? Read(path) : null);
        }

        return assembly;
    }

    /// <summary>Finds a type by its name: in the assembly that is said to have it, in those that it forwards to, else in any.</summary>
    public MetadataType? Find(string name, string? assembly)
    {
        if (assembly is not null && Assembly(assembly)?.Find(name) is { } found)
        {
            return found;
        }

        if (!_types.TryGetValue(name, out found))
        {
            _types.Add(name, found = Names.Select(other => Assembly(other)?.Find(name)).FirstOrDefault(static type => type is not null));
        }

        return found;
    }

    public void Dispose() => _readers.ForEach(static reader => reader.Dispose());

    private MetadataAssembly? Read(string path)
    {
        PEReader reader;
        try
        {
            reader = new PEReader(File.OpenRead(path));
        }
        catch (IOException exception)
        {
            throw new KeysException($"'{path}' cannot be read: {exception.Message}", exception);
        }

        _readers.Add(reader);
        try
        {
            return reader.HasMetadata ? new MetadataAssembly(this, path, reader, reader.GetMetadataReader()) : null;
        }
        catch (BadImageFormatException)
        {
            // Folders of assemblies hold native libraries too.
            return null;
        }
    }
}
