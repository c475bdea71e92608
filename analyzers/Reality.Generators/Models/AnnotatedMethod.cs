namespace Reality.Generators.Models;

/// <summary>What an annotated method adds by itself.</summary>
/// <param name="Key">The key that it declares, if any.</param>
/// <param name="Orphan">Its class, where that is no repository.</param>
internal sealed record AnnotatedMethod(KeyModel? Key, RepositoryModel? Orphan);
