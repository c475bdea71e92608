using System.Globalization;
using static Reality.Grammar.KeyTemplateErrorKind;

namespace Reality.Grammar;

/// <summary>Reads a segment that has an angle bracket: it must be one placeholder.</summary>
internal static class KeyPlaceholderParser
{
    public static bool TryParse(string text, int start, int length, out KeySegment segment, out KeyTemplateError error)
    {
        segment = default;
        if (!IsBalanced(text, start, length, out error))
        {
            return false;
        }

        if (text[start] != '<' || text.IndexOf('>', start, length) != start + length - 1)
        {
            error = new(
                MixedSegment,
                $"The segment '{text.Substring(start, length)}' mixes text and placeholder. A placeholder is a whole segment: separate them by ':'.",
                start,
                length);
            return false;
        }

        if (length == 2)
        {
            error = new(EmptyPlaceholder, "A placeholder has no name. Write <name>, where name is the parameter that it binds to.", start, length);
            return false;
        }

        if (!IsName(text, start + 1, start + length - 1, out error))
        {
            return false;
        }

        segment = new(true, text.Substring(start + 1, length - 2), start, length);
        return true;
    }

    private static bool IsBalanced(string text, int start, int length, out KeyTemplateError error)
    {
        var open = -1;
        for (var i = start; i < start + length; i++)
        {
            if (text[i] == '<' && open >= 0)
            {
                error = new(NestedPlaceholder, "'<' stands inside a placeholder. Close the first one: <name>.", i, 1);
                return false;
            }

            if (text[i] == '>' && open < 0)
            {
                error = new(UnbalancedPlaceholder, "'>' closes a placeholder that was not opened. Write <name>.", i, 1);
                return false;
            }

            open = text[i] switch { '<' => i, '>' => -1, _ => open };
        }

        error = open < 0
            ? default
            : new(
                UnbalancedPlaceholder,
                $"'{text.Substring(open, start + length - open)}' opens a placeholder that is not closed in its segment. Write <name>.",
                open,
                start + length - open);
        return open < 0;
    }

    /// <summary>Checks for one identifier, or several joined by dots.</summary>
    private static bool IsName(string text, int start, int end, out KeyTemplateError error)
    {
        var first = true;
        for (var i = start; i < end; i++)
        {
            var c = text[i];
            if (c == '.' && !first && i + 1 < end)
            {
                first = true;
                continue;
            }

            if (!(first ? IsIdentifierStart(c) : IsIdentifierPart(c)))
            {
                error = BadName(text, start, end, i);
                return false;
            }

            first = false;
        }

        error = default;
        return true;
    }

    private static KeyTemplateError BadName(string text, int start, int end, int index)
    {
        var name = text.Substring(start, end - start);
        var paired = char.IsHighSurrogate(text[index]) && index + 1 < end && char.IsLowSurrogate(text[index + 1]);
        var found = KeySegmentParser.Describe(text, index, paired);
        var advice = text[index] switch
        {
            '@' => "Write keywords without '@'.",
            '.' => "A dot joins two names, as in <message.RoomId>.",
            ' ' => "Write it without spaces.",
            _ => "Name a parameter, as in <roomId>, or a member of one, as in <message.RoomId>.",
        };
        return new(PlaceholderName, $"The placeholder name '{name}' has {found} where an identifier cannot have it. {advice}", index, paired ? 2 : 1);
    }

    private static bool IsIdentifierStart(char c) => c == '_' || char.IsLetter(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.LetterNumber;

    private static bool IsIdentifierPart(char c) => IsIdentifierStart(c) || CharUnicodeInfo.GetUnicodeCategory(c) is
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation or
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
