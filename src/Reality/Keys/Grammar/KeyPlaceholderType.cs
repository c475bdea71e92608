using System;
using System.Collections.Generic;

namespace Reality.Grammar;

/// <summary>What texts a typed placeholder can be, as far as a literal word is concerned. Used to tell whether two templates overlap.</summary>
internal sealed class KeyPlaceholderType
{
    private readonly Func<string, bool> _canBe;

    private KeyPlaceholderType(Func<string, bool> canBe) => _canBe = canBe;

    /// <summary>A type of whose texts nothing is known: strings and the user's own types.</summary>
    public static KeyPlaceholderType Any { get; } = new(static _ => true);

    public static KeyPlaceholderType Boolean { get; } = new(static text => text is "true" or "false");

    public static KeyPlaceholderType Guid { get; } = new(IsGuid);

    public static KeyPlaceholderType Date { get; } = new(IsDate);

    /// <summary>An integer type.</summary>
    /// <param name="bits">8, 16, 32, 64 or 128.</param>
    /// <param name="signed">Whether it has negative values.</param>
    public static KeyPlaceholderType Integer(int bits, bool signed) => new(text => IsInteger(text, bits, signed));

    /// <summary>An enum: its names, and numbers, since a value without a name is written as one.</summary>
    public static KeyPlaceholderType Enum(IEnumerable<string> names)
    {
        var known = new HashSet<string>(names, StringComparer.Ordinal);
        return new(text => known.Contains(text) || IsInteger(text, 64, signed: true) || IsInteger(text, 64, signed: false));
    }

    /// <summary>Whether a value of the type can have this text as its canonical form.</summary>
    public bool CanBe(string literal) => _canBe(literal);

    private static bool IsGuid(string text)
    {
        if (text.Length != 36)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (i is 8 or 13 or 18 or 23 ? text[i] != '-' : text[i] is not (>= '0' and <= '9' or >= 'a' and <= 'f'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDate(string text) =>
        text.Length == 10 && text[4] == '-' && text[7] == '-' &&
        System.DateTime.TryParseExact(
            text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out _);

    private static bool IsInteger(string text, int bits, bool signed)
    {
        var negative = text[0] == '-';
        var digits = negative ? text.Substring(1) : text;
        if (digits.Length == 0 || (digits[0] == '0' && (digits.Length > 1 || negative)) || (negative && !signed))
        {
            return false;
        }

        foreach (var c in digits)
        {
            if (c is < '0' or > '9')
            {
                return false;
            }
        }

        var greatest = Greatest(bits, signed, negative);
        return digits.Length != greatest.Length ? digits.Length < greatest.Length : string.CompareOrdinal(digits, greatest) <= 0;
    }

    private static string Greatest(int bits, bool signed, bool negative) => (bits, signed) switch
    {
        (8, false) => "255",
        (8, true) => negative ? "128" : "127",
        (16, false) => "65535",
        (16, true) => negative ? "32768" : "32767",
        (32, false) => "4294967295",
        (32, true) => negative ? "2147483648" : "2147483647",
        (64, false) => "18446744073709551615",
        (64, true) => negative ? "9223372036854775808" : "9223372036854775807",
        (_, false) => "340282366920938463463374607431768211455",
        (_, true) => negative ? "170141183460469231731687303715884105728" : "170141183460469231731687303715884105727",
    };
}
