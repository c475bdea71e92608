using System.Globalization;
using static Reality.Grammar.KeyTemplateErrorKind;

namespace Reality.Grammar;

/// <summary>Reads one segment of a template.</summary>
internal static class KeySegmentParser
{
    public static bool TryParse(string text, int start, int length, bool allowsFamily, out KeySegment segment, out KeyTemplateError error)
    {
        segment = default;
        if (length == 0)
        {
            // An empty segment has no text of its own: the colon beside it stands for it.
            error = new(
                EmptySegment,
                "A segment of the key template is empty. Write a lower-case word or a placeholder <name> between colons.",
                start < text.Length ? start : start - 1,
                1);
            return false;
        }

        if (allowsFamily && length == 1 && text[start] == KeySegment.Star[0])
        {
            segment = new(true, KeySegment.Star, start, length);
            error = default;
            return true;
        }

        return text.IndexOf('<', start, length) >= 0 || text.IndexOf('>', start, length) >= 0
            ? KeyPlaceholderParser.TryParse(text, start, length, out segment, out error)
            : TryParseLiteral(text, start, length, out segment, out error);
    }

    /// <summary>The warning about upper case in a literal, if there is any.</summary>
    public static KeyTemplateError CheckCase(KeySegment literal)
    {
        foreach (var c in literal.Value)
        {
            if (c is >= 'A' and <= 'Z')
            {
                return new(
                    UpperCase,
                    $"The segment '{literal.Value}' has upper case. Keys are compared by their exact text, so keep words in lower case: write '{literal.Value.ToLowerInvariant()}'.",
                    literal.Start,
                    literal.Length);
            }
        }

        return default;
    }

    private static bool TryParseLiteral(string text, int start, int length, out KeySegment segment, out KeyTemplateError error)
    {
        segment = new(false, text.Substring(start, length), start, length);
        var hasWord = false;
        for (var i = start; i < start + length; i++)
        {
            var c = text[i];
            if (c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9')
            {
                hasWord = true;
            }
            else if (c is not ('.' or '_' or '-'))
            {
                error = Illegal(text, segment.Value, i);
                return false;
            }
        }

        error = hasWord
            ? default
            : new(NoWord, $"The segment '{segment.Value}' has neither letter nor digit. Write a lower-case word.", start, length);
        return hasWord;
    }

    private static KeyTemplateError Illegal(string text, string segment, int index)
    {
        if (segment == KeySegment.Star)
        {
            return new(
                Family,
                "'*' names a family of keys: all keys of a template. It stands in [RealityInvalidates] alone. Bind the segment to a placeholder <name>.",
                index,
                1);
        }

        var paired = char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]);
        var hint = text[index] switch
        {
            '{' or '}' => " Placeholders are written <name>.",
            '/' or '|' or ',' => " Segments are separated by ':'.",
            _ => string.Empty,
        };
        return new(
            IllegalCharacter,
            $"The segment '{segment}' has {Describe(text, index, paired)}, which is not allowed in a word. A word has only a-z, 0-9, '.', '_' and '-'.{hint}",
            index,
            paired ? 2 : 1);
    }

    internal static string Describe(string text, int index, bool paired)
    {
        var code = paired ? char.ConvertToUtf32(text[index], text[index + 1]) : text[index];
        var number = code.ToString("X4", CultureInfo.InvariantCulture);
        var visible = paired || !(char.IsControl(text[index]) || char.IsWhiteSpace(text[index]) || char.IsSurrogate(text[index]));
        return visible ? $"'{text.Substring(index, paired ? 2 : 1)}' (U+{number})" : $"the character U+{number}";
    }
}
