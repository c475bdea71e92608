using Reality.Generators.Models;

namespace Reality.Generators.Linking;

/// <summary>The walk of one template's payload.</summary>
/// <param name="File">What its file is named after.</param>
/// <param name="Module">The name of the assembly's module.</param>
/// <param name="Name">The class that holds it.</param>
/// <param name="Template">The template.</param>
/// <param name="Payload">The payload's type, as it stands in code.</param>
/// <param name="Content">The walk; <see langword="null"/> where there is none.</param>
/// <param name="IsOfIds">Whether it walks the elements' identity alone.</param>
internal sealed record ContentFile(string File, string Module, string Name, string Template, string Payload, ContentModel? Content, bool IsOfIds);

/// <summary>The walks of an assembly, one for each template that it weaves.</summary>
internal static class ContentCatalog
{
    public static IEnumerable<ContentFile> Of(IEnumerable<ReadModel> reads, string module)
    {
        var files = new FileNames();
        return reads
            .GroupBy(static read => ContentNames.Of(read.Key))
            .Select(static group => group.First())
            .SelectMany(read => FilesOf(read, module, files));
    }

    private static IEnumerable<ContentFile> FilesOf(ReadModel read, string module, FileNames files)
    {
        var (content, ids) = (ContentNames.Of(read.Key), ContentNames.IdsOf(read.Key));
        yield return new(files.Take(content), module, content, read.Key.Template, read.Key.Payload, read.Content, false);
        if (read.Ids is not null)
        {
            yield return new(files.Take(ids), module, ids, read.Key.Template, read.Key.Payload, read.Ids, true);
        }
    }
}
