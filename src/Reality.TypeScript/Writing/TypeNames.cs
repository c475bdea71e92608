using Reality.TypeScript.Metadata;

namespace Reality.TypeScript.Writing;

/// <summary>A declaration of the file: a type, or of one that is written as one of several, its own members alone.</summary>
internal readonly record struct Declared(MetadataType Type, bool IsMembersAlone)
{
    public string Name => IsMembersAlone ? Type.Name + "Base" : Type.Name;
}

/// <summary>Gives each declaration a name: the type's own, and more of its full name where two would be the same.</summary>
internal sealed class TypeNames
{
    // What the file uses itself, and what TypeScript lets nobody name a type.
    private static readonly string[] Reserved =
    [
        "Keys", "RealityKey", "Readonly", "Record", "any", "bigint", "boolean", "key", "never", "null", "number", "object", "plain", "routed",
        "string", "symbol", "undefined", "unknown", "void",
    ];

    private readonly Dictionary<Declared, string> _names = [];

    public TypeNames(IReadOnlyCollection<Declared> declared)
    {
        var taken = new HashSet<string>(Reserved.Concat(declared.SelectMany(static one => one.Type.Parameters)), StringComparer.Ordinal);
        var shared = declared.GroupBy(static one => one.Name, StringComparer.Ordinal).Where(static group => group.Count() > 1).Select(static group => group.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var one in declared.OrderBy(static one => one.Type.FullName, StringComparer.Ordinal).ThenBy(static one => one.IsMembersAlone))
        {
            _names.Add(one, Candidates(one).Skip(shared.Contains(one.Name) ? 1 : 0).First(taken.Add));
        }
    }

    public string Of(Declared declared) => _names[declared];

    private static IEnumerable<string> Candidates(Declared declared)
    {
        string[] around = [.. declared.Type.FullName.Split('.', '+').Select(MetadataNames.Bare).SkipLast(1).Reverse()];
        var name = declared.Name;
        yield return name;
        foreach (var part in around)
        {
            yield return name = part + name;
        }

        for (var i = 2; ; i++)
        {
            yield return $"{name}{i}";
        }
    }
}
