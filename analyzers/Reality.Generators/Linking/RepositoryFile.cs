using Reality.Generators.Models;

namespace Reality.Generators.Linking;

/// <summary>
/// What one file holds: a repository's methods, the keys that it declares, and the walks of what it reads. One file, since the compiler compares the
/// name of each generated file with those of all others after every keystroke.
/// </summary>
/// <param name="Linked">The repository.</param>
/// <param name="Keys">The keys that it declares itself; <see langword="null"/> where there are none.</param>
/// <param name="Walks">The walks that stand with it.</param>
/// <param name="Module">The name of the assembly's module.</param>
internal sealed record RepositoryFile(LinkedRepository Linked, KeyGroup? Keys, EquatableArray<ContentWalk> Walks, string Module)
{
    /// <summary>The files of all repositories.</summary>
    public static IEnumerable<RepositoryFile> Of(
        IEnumerable<LinkedRepository> linked, KeyCatalog catalog, IReadOnlyCollection<JsonContextModel> contexts, string module)
    {
        var keys = catalog.ByContract().ToDictionary(static group => group.Contract, StringComparer.Ordinal);
        var walks = new HashSet<string>(StringComparer.Ordinal);
        foreach (var repository in linked)
        {
            // Taken out, as classes that differ in their type parameters alone have one name among facts.
            var own = keys.TryGetValue(repository.Repository.Display, out var group) && keys.Remove(group.Contract) ? group.With(contexts) : null;
            yield return new(repository, own, ContentCatalog.Take(repository, walks), module);
        }
    }

    /// <summary>The keys of the contracts that no repository declares itself.</summary>
    public static IEnumerable<KeyGroup> OfContracts(
        IEnumerable<LinkedRepository> linked, KeyCatalog catalog, IReadOnlyCollection<JsonContextModel> contexts)
    {
        var repositories = new HashSet<string>(linked.Select(static one => one.Repository.Display), StringComparer.Ordinal);
        return catalog.ByContract().Where(group => !repositories.Contains(group.Contract)).Select(group => group.With(contexts));
    }
}
