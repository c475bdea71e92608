using Reality.Generators.Models;
using Reality.Generators.Sql.Tables;

namespace Reality.Generators.Linking;

/// <summary>A write that may edit in place what a read by ids shows.</summary>
/// <param name="Repository">The class that writes, as it stands in code.</param>
/// <param name="Method">The index of its contract.</param>
/// <param name="Signature">The template that it invalidates, without names.</param>
internal sealed record UnprovenWrite(string Repository, int Method, string Signature);

/// <summary>Looks at the writes that invalidate keys whose strategy is <c>Ids</c>.</summary>
internal static class UnprovenWrites
{
    public static IEnumerable<UnprovenWrite> Of(List<RepositoryModel> repositories, TablesIndex tables, DeclaredTables declared)
    {
        var reads = new Dictionary<string, MethodTables>(StringComparer.Ordinal);
        foreach (var (repository, method, at) in MethodsOf(repositories))
        {
            if (method.Read is { Ids: not null } read && TablesOf(repository, at, tables) is { } of)
            {
                reads[read.Key.Signature] = declared.Expand(of);
            }
        }

        if (reads.Count == 0)
        {
            yield break;
        }

        foreach (var (repository, method, at) in MethodsOf(repositories))
        {
            foreach (var bump in method.Bumps)
            {
                if (reads.TryGetValue(bump.Signature, out var read)
                    && !(TablesOf(repository, at, tables) is { } write && InPlaceEdits.AreRuledOut(declared.Expand(write), read, declared)))
                {
                    yield return new(repository.Type, at, bump.Signature);
                }
            }
        }
    }

    private static IEnumerable<(RepositoryModel Repository, MethodModel Method, int At)> MethodsOf(List<RepositoryModel> repositories) =>
        repositories.SelectMany(static repository => repository.Methods.Select((method, at) => (repository, method, at)));

    private static MethodTables? TablesOf(RepositoryModel repository, int method, TablesIndex tables) => tables.Of(repository.Type)?.Contracts[method];
}
