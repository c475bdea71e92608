using Microsoft.CodeAnalysis.CSharp;
using Reality.Generators.Binding;
using Reality.Generators.Linking;
using Reality.Generators.Models;
using Reality.Generators.Rules.Facts;

namespace Reality.Generators.Rules.Keys.Texts;

/// <summary>Writes a text as the accessor of its template: <c>Keys.Chat.Room("general")</c>.</summary>
internal static class TypedAccessor
{
    /// <summary>The accessor; <see langword="null"/> where a word is not a word of the template's, or a value cannot be written.</summary>
    public static string? Of(KeyFact key, WrittenKey written)
    {
        if (key.Template.Segments.Count != written.Segments.Count)
        {
            return null;
        }

        var arguments = new List<string>();
        for (var i = 0; i < written.Segments.Count; i++)
        {
            var segment = written.Segments[i];
            if (!key.Template.Segments[i].IsPlaceholder)
            {
                if (segment.Text != key.Template.Segments[i].Value)
                {
                    return null;
                }
            }
            else if (ArgumentOf(key.Placeholders[arguments.Count], segment) is { } argument)
            {
                arguments.Add(argument);
            }
            else
            {
                return null;
            }
        }

        var accessor = $"Keys.{TypeText.Identifier(key.Domain)}.{TypeText.Identifier(key.Member)}";
        return arguments.Count == 0 ? accessor : $"{accessor}({string.Join(", ", arguments)})";
    }

    /// <summary>The family of a template.</summary>
    public static string? FamilyOf(KeyFact key) => key.Placeholders.Count == 0 ? null : $"Keys.{TypeText.Identifier(key.Domain)}.{key.Member}Family";

    private static string? ArgumentOf(PlaceholderFact placeholder, WrittenSegment segment)
    {
        if (segment.Hole is { } hole)
        {
            return hole is { Code: { } code, Type: { } type } && Conversions.Exist(TypeText.Bare(type), placeholder.Type) ? code : null;
        }

        // A text that is not canonical is taken for the value that was meant.
        return segment.Text is { Length: > 0 } text ? ValueOf(placeholder, segment.Value ?? text) : null;
    }

    private static string? ValueOf(PlaceholderFact placeholder, string value) => placeholder.Type switch
    {
        "string" => SymbolDisplay.FormatLiteral(value, quote: true),
        "bool" or "sbyte" or "byte" or "short" or "ushort" or "int" or "uint" or "long" or "ulong" => value,
        "global::System.Guid" => $"System.Guid.Parse(\"{value}\")",
        "global::System.DateOnly" when value.Split('-') is [var year, var month, var day] =>
            $"new System.DateOnly({year.TrimStart('0')}, {month.TrimStart('0')}, {day.TrimStart('0')})",
        _ when placeholder.Kind == PlaceholderKind.Enum && SyntaxFacts.IsValidIdentifier(value) =>
            $"{placeholder.Type.Replace("global::", string.Empty)}.{TypeText.Identifier(value)}",
        _ => null,
    };
}
