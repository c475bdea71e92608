using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Reality.Server.Payloads;

/// <summary>Takes the percent-escapes out of one path segment, once.</summary>
internal static class PercentDecoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns><see langword="false"/> where an escape is broken or the bytes are not UTF-8.</returns>
    public static bool TryDecode(ReadOnlySpan<char> segment, [NotNullWhen(true)] out string? value)
    {
        value = null;
        if (!segment.Contains('%'))
        {
            value = segment.ToString();
            return true;
        }

        var bytes = new byte[Strict.GetMaxByteCount(segment.Length)];
        var length = 0;
        while (segment.Length > 0)
        {
            var escape = segment.IndexOf('%');
            var plain = escape < 0 ? segment : segment[..escape];
            try
            {
                length += Strict.GetBytes(plain, bytes.AsSpan(length));
            }
            catch (EncoderFallbackException)
            {
                return false;
            }

            if (escape < 0)
                break;

            if (segment.Length < escape + 3 || !TryReadByte(segment[escape + 1], segment[escape + 2], out bytes[length++]))
                return false;

            segment = segment[(escape + 3)..];
        }

        try
        {
            value = Strict.GetString(bytes, 0, length);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static bool TryReadByte(char high, char low, out byte value)
    {
        value = 0;
        if (!char.IsAsciiHexDigit(high) || !char.IsAsciiHexDigit(low))
            return false;

        value = (byte)((Convert.ToInt32(high.ToString(), 16) << 4) | Convert.ToInt32(low.ToString(), 16));
        return true;
    }
}
