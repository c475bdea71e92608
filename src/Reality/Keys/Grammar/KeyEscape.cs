using System;

namespace Reality.Grammar;

/// <summary>
/// The text form of one segment's value: <c>A-Z a-z 0-9 - . _ ~</c> stand for themselves, everything else is its UTF-8 bytes as
/// <c>%XX</c> in upper case. Every value has one form and every canonical form has one value.
/// </summary>
internal static class KeyEscape
{
    private const string Hex = "0123456789ABCDEF";

    /// <summary>Whether a character stands for itself.</summary>
    public static bool IsSafe(int c) =>
        c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '-' or '.' or '_' or '~';

    /// <summary>Whether a value has no form: empty, <c>.</c> or <c>..</c>.</summary>
    public static bool IsRefused(ReadOnlySpan<char> value) =>
        value.Length == 0 || (value[0] == '.' && (value.Length == 1 || (value.Length == 2 && value[1] == '.')));

    /// <summary>The length of a value's form, or -1 where the value has a lone surrogate.</summary>
    public static int EscapedLength(ReadOnlySpan<char> value)
    {
        var length = 0;
        for (var i = 0; i < value.Length;)
        {
            var code = NextCodePoint(value, ref i);
            if (code < 0)
            {
                return -1;
            }

            length += IsSafe(code) ? 1 : code switch { < 0x80 => 3, < 0x800 => 6, < 0x10000 => 9, _ => 12 };
        }

        return length;
    }

    /// <summary>Writes a value's form.</summary>
    /// <param name="value">A value without lone surrogates.</param>
    /// <param name="destination">At least <see cref="EscapedLength"/> long.</param>
    /// <returns>The number of characters written.</returns>
    public static int Escape(ReadOnlySpan<char> value, Span<char> destination)
    {
        var written = 0;
        for (var i = 0; i < value.Length;)
        {
            var code = NextCodePoint(value, ref i);
            if (IsSafe(code))
            {
                destination[written++] = (char)code;
                continue;
            }

            if (code < 0x80)
            {
                WriteByte(destination, ref written, code);
                continue;
            }

            var following = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
            WriteByte(destination, ref written, (code >> (6 * following)) | ((0xFF << (7 - following)) & 0xFF));
            while (following-- > 0)
            {
                WriteByte(destination, ref written, 0x80 | ((code >> (6 * following)) & 0x3F));
            }
        }

        return written;
    }

    /// <summary>Whether a text is the form of exactly one value.</summary>
    public static bool IsCanonical(ReadOnlySpan<char> segment)
    {
        if (IsRefused(segment))
        {
            return false;
        }

        for (var i = 0; i < segment.Length;)
        {
            if (NextEscaped(segment, ref i) < 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes the value whose canonical form a text is.</summary>
    /// <param name="segment">The text.</param>
    /// <param name="destination">At least as long as <paramref name="segment"/>.</param>
    /// <param name="written">The number of characters written.</param>
    /// <returns><see langword="false"/> where the text is not canonical.</returns>
    public static bool TryUnescape(ReadOnlySpan<char> segment, Span<char> destination, out int written)
    {
        written = 0;
        if (IsRefused(segment))
        {
            return false;
        }

        for (var i = 0; i < segment.Length;)
        {
            var code = NextEscaped(segment, ref i);
            if (code < 0)
            {
                return false;
            }

            if (code < 0x10000)
            {
                destination[written++] = (char)code;
            }
            else
            {
                destination[written++] = (char)(0xD800 + ((code - 0x10000) >> 10));
                destination[written++] = (char)(0xDC00 + ((code - 0x10000) & 0x3FF));
            }
        }

        return true;
    }

    private static void WriteByte(Span<char> destination, ref int written, int value)
    {
        destination[written++] = '%';
        destination[written++] = Hex[value >> 4];
        destination[written++] = Hex[value & 0xF];
    }

    /// <summary>The next code point of a value, or -1 for a lone surrogate.</summary>
    private static int NextCodePoint(ReadOnlySpan<char> value, ref int index)
    {
        var c = value[index++];
        if (!char.IsSurrogate(c))
        {
            return c;
        }

        return char.IsHighSurrogate(c) && index < value.Length && char.IsLowSurrogate(value[index])
            ? char.ConvertToUtf32(c, value[index++])
            : -1;
    }

    /// <summary>The next code point of a canonical form, or -1 where it is none.</summary>
    private static int NextEscaped(ReadOnlySpan<char> segment, ref int index)
    {
        if (segment[index] != '%')
        {
            return IsSafe(segment[index]) ? segment[index++] : -1;
        }

        var lead = ReadByte(segment, ref index);
        if (lead is >= 0 and < 0x80)
        {
            return IsSafe(lead) ? -1 : lead;
        }

        // Bytes that cannot lead: continuations, and the leads of forms that are overlong or beyond U+10FFFF.
        var following = lead switch { < 0xC2 => 0, < 0xE0 => 1, < 0xF0 => 2, < 0xF5 => 3, _ => 0 };
        if (following == 0)
        {
            return -1;
        }

        var code = lead & (0x3F >> following);
        for (var i = 0; i < following; i++)
        {
            var next = index < segment.Length && segment[index] == '%' ? ReadByte(segment, ref index) : -1;
            if ((next & 0xC0) != 0x80 || next < 0)
            {
                return -1;
            }

            code = (code << 6) | (next & 0x3F);
        }

        var least = following switch { 1 => 0x80, 2 => 0x800, _ => 0x10000 };
        return code < least || code is >= 0xD800 and <= 0xDFFF or > 0x10FFFF ? -1 : code;
    }

    private static int ReadByte(ReadOnlySpan<char> segment, ref int index)
    {
        if (index + 2 >= segment.Length)
        {
            return -1;
        }

        var high = HexValue(segment[index + 1]);
        var low = HexValue(segment[index + 2]);
        index += 3;
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }

    private static int HexValue(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
