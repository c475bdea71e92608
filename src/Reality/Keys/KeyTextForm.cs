using System.Buffers;
using System.Globalization;
using System.Text;
using Reality.Grammar;

namespace Reality;

/// <summary>What the text of keys and of values must be, and the words for it.</summary>
internal static class KeyTextForm
{
    private const int ShownCharacters = 64;

    private static readonly SearchValues<char> Safe =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>Whether a value and its form are one and the same text. Most are, and this is the fast way to know.</summary>
    public static bool IsPlain(ReadOnlySpan<char> value) => !value.ContainsAnyExcept(Safe) && !KeyEscape.IsRefused(value);

    /// <summary>Whether a text is the form of exactly one value.</summary>
    public static bool IsCanonicalSegment(ReadOnlySpan<char> segment) => IsPlain(segment) || KeyEscape.IsCanonical(segment);

    public static bool IsCanonical(ReadOnlySpan<char> text)
    {
        if (text.Length > KeyTemplate.MaxKeyLength)
        {
            return false;
        }

        var segments = 0;
        while (true)
        {
            var colon = text.IndexOf(':');
            var segment = colon < 0 ? text : text[..colon];
            if (++segments > KeyTemplate.MaxSegments || !IsCanonicalSegment(segment) || (segments == 1 && segment.ContainsAny('%', '~')))
            {
                return false;
            }

            if (colon < 0)
            {
                return segments >= KeyTemplate.MinSegments;
            }

            text = text[(colon + 1)..];
        }
    }

    /// <summary>Why a value has no text form, as the end of a sentence; <see langword="null"/> where it has one.</summary>
    public static string? Refusal(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
        {
            return "is empty, and a key's segment is never empty.";
        }

        if (KeyEscape.IsRefused(value))
        {
            return "is a dot segment, which browsers remove from paths even when escaped.";
        }

        return KeyEscape.EscapedLength(value) < 0 ? "has a lone surrogate, which has no UTF-8 form." : null;
    }

    /// <summary>A value as a message shows it: quoted, printable, cut.</summary>
    public static string Show(ReadOnlySpan<char> value)
    {
        var shown = new StringBuilder("'");
        foreach (var c in value.Length > ShownCharacters ? value[..ShownCharacters] : value)
        {
            if (char.IsControl(c) || char.IsSurrogate(c))
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            }
            else
            {
                shown.Append(c);
            }
        }

        return shown.Append(value.Length > ShownCharacters ? "…'" : "'").ToString();
    }
}
