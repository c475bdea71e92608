using Reality.Generators.Facts;
using Reality.TypeScript.Metadata;

namespace Reality.TypeScript.Facts;

/// <summary>Reads the keys that assemblies declare from the facts that the generator left in them.</summary>
internal static class KeyFacts
{
    private const string Namespace = "Reality.Generated.Facts.";

    /// <summary>The keys of an assembly and of those that it references, in the order of their accessors.</summary>
    public static IReadOnlyList<KeyFact> Of(MetadataAssembly assembly)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { assembly.Name };
        var assemblies = new List<MetadataAssembly> { assembly };
        for (var i = 0; i < assemblies.Count; i++)
        {
            foreach (var name in assemblies[i].References.Where(seen.Add))
            {
                // Only what knows Reality can have facts, or lead to what has some.
                if (assembly.Set.Assembly(name) is { } reference && (reference.Name == "Reality" || reference.References.Contains("Reality")))
                {
                    assemblies.Add(reference);
                }
            }
        }

        return [.. assemblies.SelectMany(KeysOf)
            .DistinctBy(static key => (key.Domain, key.Member))
            .OrderBy(static key => key.Domain, StringComparer.Ordinal)
            .ThenBy(static key => key.Member, StringComparer.Ordinal)];
    }

    private static IEnumerable<KeyFact> KeysOf(MetadataAssembly assembly) => assembly.Reader.TypeDefinitions
        .Select(assembly.TypeOf)
        .Where(static type => type.FullName.StartsWith(Namespace, StringComparison.Ordinal))
        .SelectMany(static type => type.Fields)
        .Select(static field => field.Value)
        .OfType<string>()
        .SelectMany(text => KeysOf(text, assembly));

    private static IEnumerable<KeyFact> KeysOf(string text, MetadataAssembly assembly)
    {
        List<string[]> lines = [.. FactsText.Read(text)];
        var owner = lines is [["repository" or "contract", var display, ..], ..] ? display : string.Empty;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i] is not ["key", var template, _, var domain, var member, var name, _, _, var read, ..])
            {
                continue;
            }

            string[][] about = [.. lines.Skip(i + 1).TakeWhile(static line => line[0] is "placeholder" or "url")];
            var full = name.Replace("global::", string.Empty, StringComparison.Ordinal).Replace("@", string.Empty, StringComparison.Ordinal);
            yield return new(
                template,
                domain,
                member,
                assembly.Find(full) ?? throw new KeysException($"The key '{template}' has no struct '{full}' in '{assembly.Path}'. Build it again."),
                (owner, read[(read.LastIndexOf('.') + 1)..]),
                [.. about.Where(static line => line[0] == "placeholder").Select(static line => (line[1], line[3]))],
                about.FirstOrDefault(static line => line[0] == "url")?[1]);
        }
    }
}
