using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Reality.Grammar;

namespace Reality;

/// <summary>
/// Reads a key's text segment by segment. Text is a key only if formatting what was read gives the same text: <c>007</c>, an
/// upper-case Guid or a number for a named enum are refused, since one resource would have many keys. After a member returned
/// <see langword="false"/> the reader is of no further use.
/// </summary>
/// <param name="text">The text. It may come from anyone.</param>
public ref struct KeyReader(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _position;

    /// <summary>Whether all of the text was read. It is then no longer than a key may be.</summary>
    public readonly bool End => _position == _text.Length + 1;

    /// <summary>Reads a literal segment.</summary>
    public bool Literal(string segment) => Next(out var found) && found.SequenceEqual(segment);

    /// <summary>Reads a segment as a string.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The members are named for what a segment holds.")]
    public bool String([NotNullWhen(true)] out string? value)
    {
        value = null;
        return Next(out var segment) && KeyText.TryUnescape(segment, out value);
    }

    /// <summary>Passes a segment that holds a string.</summary>
    public bool SkipString() => Next(out var segment) && KeyTextForm.IsCanonicalSegment(segment);

    /// <summary>Reads a segment as <c>true</c> or <c>false</c>.</summary>
    public bool Boolean(out bool value)
    {
        var known = Next(out var segment) && (segment is "true" or "false");
        value = known && segment.Length == 4;
        return known;
    }

    /// <summary>Passes a segment that holds a <see cref="bool"/>.</summary>
    public bool SkipBoolean() => Boolean(out _);

    /// <summary>Reads a segment as an enum's member, by its name; by its number only where the value has no name.</summary>
    public bool Enum<T>(out T value)
        where T : struct, Enum
    {
        value = default;
        if (!Next(out var segment))
        {
            return false;
        }

        if (KeyTextForm.IsPlain(segment))
        {
            return EnumText(segment, out value);
        }

        // Flags are joined by a comma and a space, which are escaped.
        Span<char> buffer = stackalloc char[KeyText.MaxLength];
        return Unescape(segment, buffer, out var length) && EnumText(buffer[..length], out value);
    }

    /// <summary>Passes a segment that holds an enum's member.</summary>
    public bool SkipEnum<T>()
        where T : struct, Enum => Enum<T>(out _);

    /// <summary>Reads a segment as a value that has an exact text form.</summary>
    /// <returns>
    /// <see langword="false"/> where the text is not what the type writes for the value, or where the type's own parsing or formatting
    /// fails.
    /// </returns>
    public bool Value<T>([MaybeNullWhen(false)] out T value)
        where T : ISpanParsable<T>, ISpanFormattable
    {
        value = default;
        return Next(out var segment) && KeyValueText<T>.TryRead(segment, out value);
    }

    /// <summary>Passes a segment that holds a value.</summary>
    public bool SkipValue<T>()
        where T : ISpanParsable<T>, ISpanFormattable => Next(out var segment) && KeyValueText<T>.TryRead(segment, out _);

    internal static bool Unescape(ReadOnlySpan<char> segment, Span<char> buffer, out int length)
    {
        length = 0;
        return segment.Length <= buffer.Length && KeyEscape.TryUnescape(segment, buffer, out length);
    }

    private static bool EnumText<T>(ReadOnlySpan<char> text, out T value)
        where T : struct, Enum
    {
        Span<char> written = stackalloc char[text.Length];
        return System.Enum.TryParse(text, ignoreCase: false, out value)
            && System.Enum.TryFormat(value, written, out var length)
            && text.SequenceEqual(written[..length]);
    }

    private bool Next(out ReadOnlySpan<char> segment)
    {
        segment = default;
        if (_position > _text.Length || _text.Length > KeyText.MaxLength)
        {
            return false;
        }

        var rest = _text[_position..];
        var colon = rest.IndexOf(':');
        segment = colon < 0 ? rest : rest[..colon];
        _position += segment.Length + 1;
        return true;
    }
}
