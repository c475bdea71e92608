using Reality.Generators.Models;

namespace Reality.Generators.Linking;

/// <summary>
/// The keys of an assembly, each once: templates of one text share a struct, and of two that would get the same names only the first is
/// written (1006 reports the other).
/// </summary>
internal sealed record KeyCatalog(EquatableArray<KeyModel> Keys)
{
    public static KeyCatalog Of(IEnumerable<KeyModel> declared)
    {
        var keys = new List<KeyModel>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in Ordered(declared))
        {
            // A second read of the template may be the one that is served.
            if (taken.Contains(key.Signature) && key.Url.Count > 0 && keys.FindIndex(other => IsServedBy(other, key)) is >= 0 and var unserved)
            {
                keys[unserved] = keys[unserved] with { Url = key.Url };
            }

            string[] names = key.Placeholders.Count == 0
                ? [key.Signature, key.Struct, $"{key.Domain}.{key.Member}"]
                : [key.Signature, key.Struct, $"{key.Domain}.{key.Member}", $"{key.Domain}.{key.Member}Family"];
            if (!names.Any(taken.Contains))
            {
                keys.Add(key);
                taken.UnionWith(names);
            }
        }

        return new(keys.ToEquatableArray());
    }

    private static bool IsServedBy(KeyModel key, KeyModel other) => key.Signature == other.Signature && key.Payload == other.Payload && key.Url.Count == 0;

    /// <summary>One order for the same declarations, wherever they stand.</summary>
    public static IEnumerable<KeyModel> Ordered(IEnumerable<KeyModel> keys) => keys
        .OrderBy(static key => key.Signature, StringComparer.Ordinal)
        .ThenBy(static key => key.Contract, StringComparer.Ordinal)
        .ThenBy(static key => key.Read, StringComparer.Ordinal);

    /// <summary>The keys by the type that declares them.</summary>
    public IEnumerable<KeyGroup> ByContract()
    {
        var files = new FileNames();
        return Keys
            .GroupBy(static key => key.Contract)
            .Select(group => new KeyGroup(files.Take(group.Key), group.Key, group.ToEquatableArray()));
    }

    /// <summary>The keys by domain: one file each. A domain that two references declare (1012) has no accessors here.</summary>
    public IEnumerable<DomainModel> ByDomain(AssemblyModel assembly)
    {
        var referenced = new HashSet<string>(assembly.References.Select(static key => key.Domain), StringComparer.Ordinal);
        var files = new FileNames();
        return Keys
            .GroupBy(static key => key.Domain)
            .Where(group => !assembly.Clashing.Contains(group.Key))
            .Select(group => new DomainModel(
                files.Take(group.Key), group.Key, assembly.Module, referenced.Contains(group.Key), group.ToEquatableArray()));
    }
}

/// <summary>The keys that one type declares.</summary>
/// <param name="File">What its files are named after.</param>
/// <param name="Contract">The type, with dots.</param>
/// <param name="Keys">The keys.</param>
internal sealed record KeyGroup(string File, string Contract, EquatableArray<KeyModel> Keys)
{
    /// <summary>The JSON contexts of the routed keys' payloads, in the order of the keys, as they stand in code; empty where none lists the payload.</summary>
    public EquatableArray<string> JsonContexts { get; init; }

    /// <summary>Finds the context of each routed key.</summary>
    public KeyGroup With(IEnumerable<JsonContextModel?> contexts)
    {
        if (Keys.All(static key => key.Url.Count == 0))
        {
            return this;
        }

        var all = contexts.OfType<JsonContextModel>().OrderBy(static context => context.Type, StringComparer.Ordinal).ToList();
        return this with
        {
            JsonContexts = Keys
                .Select(key => key.Url.Count == 0 ? string.Empty : all.FirstOrDefault(context => context.Payloads.Contains(key.PayloadType))?.Type ?? string.Empty)
                .ToEquatableArray(),
        };
    }
}

/// <summary>The keys of one domain.</summary>
/// <param name="File">What its file is named after.</param>
/// <param name="Domain">The class of their accessors.</param>
/// <param name="Module">The name of the assembly's module.</param>
/// <param name="IsReferenced">Whether a referenced assembly declares the domain already.</param>
/// <param name="Keys">The keys.</param>
internal sealed record DomainModel(string File, string Domain, string Module, bool IsReferenced, EquatableArray<KeyModel> Keys);
