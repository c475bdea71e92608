using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Reality;

/// <summary>Reads the text form of a value whose type may be the user's own.</summary>
internal static class KeyValueText<T>
    where T : ISpanParsable<T>, ISpanFormattable
{
    /// <summary>Reads a value whose escaped invariant text is exactly this segment.</summary>
    public static bool TryRead(ReadOnlySpan<char> segment, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        Span<char> buffer = stackalloc char[KeyText.MaxLength];
        if (!KeyReader.Unescape(segment, buffer, out var length))
        {
            return false;
        }

        try
        {
            return T.TryParse(buffer[..length], CultureInfo.InvariantCulture, out value)
                && (typeof(T).IsValueType || value is not null)
                && value!.TryFormat(buffer, out length, KeyValueFormat.Of<T>(), CultureInfo.InvariantCulture)
                && KeyReader.IsFormOf(segment, buffer[..length]);
        }
        catch (Exception)
        {
            // The type may be the user's, and the text comes from anyone: what its code makes of it is not allowed to fail a request.
            value = default;
            return false;
        }
    }
}
