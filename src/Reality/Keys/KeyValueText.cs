using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Reality;

/// <summary>Reads the text form of a value whose type may be the user's own.</summary>
internal static class KeyValueText<T>
    where T : ISpanParsable<T>, ISpanFormattable
{
    // Room for types that ask for a little more than they write.
    private const int Slack = 32;

    /// <summary>Reads a value whose escaped invariant text is exactly this segment.</summary>
    public static bool TryRead(ReadOnlySpan<char> segment, [MaybeNullWhen(false)] out T value) =>
        KeyTextForm.IsPlain(segment) ? TryReadText(segment, out value) : TryReadEscaped(segment, out value);

    private static bool TryReadEscaped(ReadOnlySpan<char> segment, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        Span<char> buffer = stackalloc char[KeyText.MaxLength];
        return KeyReader.Unescape(segment, buffer, out var length) && TryReadText(buffer[..length], out value);
    }

    /// <summary>Reads a value whose invariant text is exactly this one; where the form is canonical, so is then the value.</summary>
    private static bool TryReadText(ReadOnlySpan<char> text, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        try
        {
            Span<char> written = stackalloc char[text.Length + Slack];
            return T.TryParse(text, CultureInfo.InvariantCulture, out value)
                && (typeof(T).IsValueType || value is not null)
                && value!.TryFormat(written, out var length, KeyValueFormat.Of<T>(), CultureInfo.InvariantCulture)
                && text.SequenceEqual(written[..length]);
        }
        catch (Exception)
        {
            // The type may be the user's, and the text comes from anyone: what its code makes of it is not allowed to fail a request.
            value = default;
            return false;
        }
    }
}
