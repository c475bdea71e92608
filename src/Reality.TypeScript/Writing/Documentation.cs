using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Reality.TypeScript.Metadata;

namespace Reality.TypeScript.Writing;

/// <summary>The summaries in the documentation files beside assemblies, where there are some.</summary>
internal sealed partial class Documentation
{
    private readonly Dictionary<string, Dictionary<string, XElement>> _files = new(StringComparer.Ordinal);

    public string? OfType(MetadataType type) => Text(Find(type.Assembly, $"T:{IdOf(type)}")?.Element("summary"));

    /// <summary>The summary of a property or field, or what a record says of the parameter that makes it.</summary>
    public string? OfMember(MetadataType type, string member) =>
        Text((Find(type.Assembly, $"P:{IdOf(type)}.{member}") ?? Find(type.Assembly, $"F:{IdOf(type)}.{member}"))?.Element("summary")
            ?? Find(type.Assembly, $"T:{IdOf(type)}")?.Elements("param").FirstOrDefault(element => (string?)element.Attribute("name") == member));

    /// <summary>The summary of a method; of several with one name, the first one's.</summary>
    public string? OfMethod(MetadataAssembly assembly, string type, string method)
    {
        var id = $"M:{type}.{method}";
        var found = FileOf(assembly).Where(entry => entry.Key == id || entry.Key.StartsWith(id + "(", StringComparison.Ordinal));
        return Text(found.OrderBy(static entry => entry.Key, StringComparer.Ordinal).Select(static entry => entry.Value.Element("summary")).FirstOrDefault());
    }

    private XElement? Find(MetadataAssembly assembly, string id) => FileOf(assembly).GetValueOrDefault(id);

    private Dictionary<string, XElement> FileOf(MetadataAssembly assembly)
    {
        if (!_files.TryGetValue(assembly.Path, out var file))
        {
            _files.Add(assembly.Path, file = Read(Path.ChangeExtension(assembly.Path, ".xml")));
        }

        return file;
    }

    private static Dictionary<string, XElement> Read(string path)
    {
        try
        {
            return File.Exists(path)
                ? XDocument.Load(path).Descendants("member").DistinctBy(static member => (string?)member.Attribute("name") ?? string.Empty)
                    .ToDictionary(static member => (string?)member.Attribute("name") ?? string.Empty, StringComparer.Ordinal)
                : [];
        }
        catch (Exception exception) when (exception is XmlException or IOException)
        {
            // Comments are a courtesy: what has none is as right without.
            return [];
        }
    }

    private static string IdOf(MetadataType type) => type.FullName.Replace('+', '.');

    private static string? Text(XElement? element)
    {
        if (element is null)
        {
            return null;
        }

        var text = string.Concat(element.DescendantNodes().Select(static node => node switch
        {
            XText text => text.Value,
            XElement { IsEmpty: true } empty => (string?)empty.Attribute("name") ?? (string?)empty.Attribute("langword") ?? ((string?)empty.Attribute("cref"))?.Split('.', ':')[^1] ?? string.Empty,
            _ => string.Empty,
        }));
        return Spaces().Replace(text, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
