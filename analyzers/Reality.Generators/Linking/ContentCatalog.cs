using Reality.Generators.Models;

namespace Reality.Generators.Linking;

/// <summary>The walk of one template's payload.</summary>
/// <param name="Name">The class that holds it.</param>
/// <param name="Template">The template.</param>
/// <param name="Payload">The payload's type, as it stands in code.</param>
/// <param name="Content">The walk; <see langword="null"/> where there is none.</param>
/// <param name="IsOfIds">Whether it walks the elements' identity alone.</param>
internal sealed record ContentWalk(string Name, string Template, string Payload, ContentModel? Content, bool IsOfIds);

/// <summary>The walks of an assembly, one for each template that it weaves: they stand with the repository that reads it first.</summary>
internal static class ContentCatalog
{
    /// <summary>The walks of a repository's reads that no other has taken.</summary>
    public static EquatableArray<ContentWalk> Take(LinkedRepository linked, HashSet<string> taken) => linked.Methods
        .Where(static method => method.Refusal != LinkedMethod.AccessorTaken)
        .Select(static method => method.Method.Read)
        .OfType<ReadModel>()
        .Where(read => taken.Add(ContentNames.Of(read.Key)))
        .SelectMany(WalksOf)
        .ToEquatableArray();

    private static IEnumerable<ContentWalk> WalksOf(ReadModel read)
    {
        yield return new(ContentNames.Of(read.Key), read.Key.Template, read.Key.Payload, read.Content, false);
        if (read.Ids is not null)
        {
            yield return new(ContentNames.IdsOf(read.Key), read.Key.Template, read.Key.Payload, read.Ids, true);
        }
    }
}
