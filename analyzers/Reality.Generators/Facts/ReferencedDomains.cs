using Microsoft.CodeAnalysis;

namespace Reality.Generators.Facts;

/// <summary>Which references declare a domain: the first to have keys in it. Those that know it add to it.</summary>
internal static class ReferencedDomains
{
    /// <summary>The domains that two references declare which do not know each other, with the names of both.</summary>
    public static IReadOnlyDictionary<string, (string First, string Second)> Clashing(Compilation compilation, CancellationToken cancellationToken)
    {
        var users = new Dictionary<string, List<IAssemblySymbol>>(StringComparer.Ordinal);
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var domain in DomainsOf(assembly, assembly.GivesAccessTo(compilation.Assembly)))
            {
                if (!users.TryGetValue(domain, out var list))
                {
                    users.Add(domain, list = []);
                }

                list.Add(assembly);
            }
        }

        var clashes = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var (domain, list) in users.Where(static pair => pair.Value.Count > 1).Select(static pair => (pair.Key, pair.Value)))
        {
            var declaring = list.Where(assembly => !list.Any(other => !SymbolEqualityComparer.Default.Equals(other, assembly) && Knows(assembly, other)))
                .OrderBy(static assembly => assembly.Name, StringComparer.Ordinal)
                .ToList();
            if (declaring.Count > 1)
            {
                clashes.Add(domain, (declaring[0].Name, declaring[1].Name));
            }
        }

        return clashes;
    }

    private static IEnumerable<string> DomainsOf(IAssemblySymbol assembly, bool showsInternals) => ReferencedFacts.TextsOf(assembly)
        .SelectMany(FactsText.Read)
        .Where(line => line is ["key", _, _, _, _, _, _, var access, ..] && (access == "public" || showsInternals))
        .Select(static line => line[3])
        .Distinct();

    private static bool Knows(IAssemblySymbol assembly, IAssemblySymbol other) =>
        assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == other.Name));
}
