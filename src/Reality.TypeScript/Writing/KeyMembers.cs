using System.Reflection.Metadata;
using System.Text.Json;
using System.Text.RegularExpressions;
using Reality.TypeScript.Facts;
using Reality.TypeScript.Metadata;

namespace Reality.TypeScript.Writing;

/// <summary>Writes <c>Keys</c>: the accessors, as C# has them, with names in camelCase.</summary>
internal sealed partial class KeyMembers(TypeMap types, Documentation documentation)
{
    public string Of(IReadOnlyList<KeyFact> keys)
    {
        var text = new System.Text.StringBuilder("export const Keys = {\n");
        foreach (var domain in keys.GroupBy(static key => key.Domain))
        {
            text.Append("  ").Append(Camel(domain.Key)).Append(": {\n");
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var key in domain)
            {
                text.Append(TypeScriptText.Comment(documentation.OfMethod(key.Key.Assembly, key.Read.Type, key.Read.Method), "    "));
                text.Append("    ").Append(names.Add(Camel(key.Member)) ? Camel(key.Member) : key.Member).Append(": ").Append(Member(key)).Append(",\n");
            }

            text.Append("  },\n");
        }

        return text.Append("};\n").ToString();
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private string Member(KeyFact key)
    {
        var payload = types.Of(key.Payload, []);
        var make = key.Url is null ? $"plain<{payload}>({TextOf(key)})" : $"routed<{payload}>({TextOf(key)}, {TypeScriptText.Literal(RouteOf(key))})";
        if (key.Placeholders.Count == 0)
        {
            return make;
        }

        var parameters = key.Placeholders.Zip(key.Types, static (placeholder, type) => $"{TypeScriptText.Parameter(placeholder.Name)}: {ValueOf(placeholder.Kind, type)}");
        return $"({string.Join(", ", parameters)}): RealityKey<{payload}> => {make}";
    }

    private static string TextOf(KeyFact key) => key.Placeholders.Count == 0
        ? TypeScriptText.Literal(key.Template)
        : $"key`{Placeholder().Replace(key.Template, static match => $"${{{TypeScriptText.Parameter(match.Groups[1].Value)}}}")}`";

    // Segments of the key stand in the route as they are: a value is escaped alike in both.
    private static string RouteOf(KeyFact key)
    {
        string[] segments = key.Template.Split(':');
        return key.Placeholders.Aggregate(key.Url!, (url, placeholder) =>
            url.Replace($"{{{placeholder.Name}}}", $"{{{Array.IndexOf(segments, $"<{placeholder.Name}>")}}}", StringComparison.Ordinal));
    }

    private static string ValueOf(string kind, TypeNode type) => (kind, type) switch
    {
        ("Boolean", _) => "boolean",
        ("Enum", NamedNode { Definition: { } definition }) => TypeMap.EnumNamesOf(definition),
        (_, PrimitiveNode { Code: PrimitiveTypeCode.Int64 or PrimitiveTypeCode.UInt64 }) => "number | bigint",
        (_, PrimitiveNode { Code: not (PrimitiveTypeCode.String or PrimitiveTypeCode.Char) }) => "number",
        (_, NamedNode { FullName: "System.Int128" or "System.UInt128" }) => "number | bigint",
        _ => "string",
    };

    [GeneratedRegex("<([^>]+)>")]
    private static partial Regex Placeholder();
}
