using System.Diagnostics.CodeAnalysis;
using Reality.Grammar;

namespace Reality;

/// <summary>
/// The text form of keys. A value's safe characters <c>A-Z a-z 0-9 - . _ ~</c> stand for themselves, all others are their UTF-8 bytes
/// as <c>%XX</c>, so a value that holds <c>:</c> can never form another key.
/// </summary>
public static class KeyText
{
    /// <summary>
    /// Says of a parameter, property or field that its texts are keys: <c>[StringSyntax(KeyText.Syntax)] string key</c>. The compiler then
    /// compares literals that are given for it with the declared templates.
    /// </summary>
    public const string Syntax = "reality-key";

    /// <summary>As <see cref="Syntax"/>, for texts of families, such as <c>chat:room:*</c>.</summary>
    public const string FamilySyntax = "reality-family";

    /// <summary>As <see cref="Syntax"/>, where both a key and a family may stand.</summary>
    public const string KeyOrFamilySyntax = "reality-key-or-family";

    /// <summary>The greatest length of a key, in bytes of UTF-8. Keys are ASCII, so in characters too.</summary>
    public const int MaxLength = KeyTemplate.MaxKeyLength;

    /// <summary>Forms a key's text, such as <c>KeyText.Create($"chat:room:{roomId}")</c>. Every hole is a segment of its own and is escaped.</summary>
    /// <param name="text">
    /// The template with its values. A hole takes a <see cref="string"/>, a <see cref="bool"/>, an enum, or any
    /// <see cref="ISpanFormattable"/> whose invariant text is exact, such as an integer, a <see cref="Guid"/>, a <see cref="DateOnly"/>
    /// or a strongly-typed id.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A value has no text form (it is empty, <c>.</c>, <c>..</c> or has a lone surrogate), the key is longer than
    /// <see cref="MaxLength"/>, or the literal parts do not form a key. The message names the placeholder and the value.
    /// </exception>
    public static string Create([StringSyntax(Syntax)] ref KeyTextInterpolatedStringHandler text) => text.ToStringAndClear();

    /// <summary>Whether a text has the form of a key: two to five canonical segments, of which the first is a word.</summary>
    /// <remarks>Whether a template declares it is another question: <see cref="RealityModule.Match"/>.</remarks>
    public static bool IsCanonical(ReadOnlySpan<char> text) => KeyTextForm.IsCanonical(text);

    /// <summary>Escapes one segment's value.</summary>
    /// <exception cref="ArgumentException">The value is empty, <c>.</c> or <c>..</c>, or has a lone surrogate.</exception>
    public static string Escape(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (KeyTextForm.Refusal(value) is { } refusal)
        {
            throw new ArgumentException($"The value {KeyTextForm.Show(value)} {refusal}", nameof(value));
        }

        return string.Create(KeyEscape.EscapedLength(value), value, static (span, value) => KeyEscape.Escape(value, span));
    }

    /// <summary>A segment of a key's text, still escaped: what may stand in a path as it is.</summary>
    /// <param name="text">A key's text.</param>
    /// <param name="index">The segment's index, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The text has no such segment.</exception>
    public static ReadOnlySpan<char> GetSegment(ReadOnlySpan<char> text, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var rest = text;
        for (var i = 0; i < index; i++)
        {
            var colon = rest.IndexOf(':');
            ArgumentOutOfRangeException.ThrowIfNegative(colon, nameof(index));
            rest = rest[(colon + 1)..];
        }

        var end = rest.IndexOf(':');
        return end < 0 ? rest : rest[..end];
    }

    /// <summary>Reads the value of one segment back.</summary>
    /// <param name="segment">A segment's text.</param>
    /// <param name="value">The value.</param>
    /// <returns>
    /// <see langword="false"/> where the text is not canonical (escaping the value would give another text), or too long for a key.
    /// </returns>
    public static bool TryUnescape(ReadOnlySpan<char> segment, [NotNullWhen(true)] out string? value)
    {
        value = null;
        if (KeyTextForm.IsPlain(segment) && segment.Length <= MaxLength)
        {
            value = segment.ToString();
            return true;
        }

        Span<char> buffer = stackalloc char[MaxLength];
        if (segment.Length > MaxLength || !KeyEscape.TryUnescape(segment, buffer, out var written))
        {
            return false;
        }

        value = buffer[..written].ToString();
        return true;
    }
}
