using System.Collections.Generic;
using System.Text;

namespace Reality.Grammar;

/// <summary>Other forms of a template's text.</summary>
internal static class KeyTemplateSignature
{
    public static string Of(IReadOnlyList<KeySegment> segments)
    {
        var text = new StringBuilder();
        foreach (var segment in segments)
        {
            Separate(text).Append(segment.IsPlaceholder ? "<>" : segment.Value);
        }

        return text.ToString();
    }

    public static string ToLowerCaseLiterals(string original, IReadOnlyList<KeySegment> segments)
    {
        var text = new StringBuilder();
        foreach (var segment in segments)
        {
            var part = original.Substring(segment.Start, segment.Length);
            Separate(text).Append(segment.IsPlaceholder ? part : part.ToLowerInvariant());
        }

        return text.ToString();
    }

    private static StringBuilder Separate(StringBuilder text) => text.Length == 0 ? text : text.Append(':');
}
