using System.Globalization;

namespace Reality.Server.Hints;

/// <summary>
/// A hint as one line of text, for transports that carry text: <c>1 token server epoch</c>, where 1 is the version of the form. It comes
/// from where anybody may write, so what does not have this form is no hint and no error.
/// </summary>
public static class RealityHintText
{
    /// <summary>The greatest length of a hint's text, in characters.</summary>
    public const int MaxLength = 512;

    private const string Version = "1 ";

    /// <summary>A hint's text.</summary>
    /// <exception cref="ArgumentException">The server's id holds a space, or the text would be too long.</exception>
    public static string Format(RealityHint hint)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Version}{hint.Token} {hint.Server} {hint.Epoch}");
        return TryParse(text, out var same) && same == hint
            ? text
            : throw new ArgumentException($"The hint of server '{hint.Server}' and epoch '{hint.Epoch}' has no text form.", nameof(hint));
    }

    /// <summary>Reads what <see cref="Format"/> wrote.</summary>
    /// <returns><see langword="false"/> for anything else.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out RealityHint hint)
    {
        hint = default;
        if (text.Length > MaxLength || !text.StartsWith(Version, StringComparison.Ordinal))
            return false;

        var rest = text[Version.Length..];
        if (!TryTake(ref rest, out var token) || !TryTake(ref rest, out var server) || rest.IsEmpty || rest.ContainsAnyInRange('\0', ' '))
            return false;

        if (!long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;

        hint = new RealityHint(server.ToString(), rest.ToString(), number);
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> part)
    {
        var end = rest.IndexOf(' ');
        part = end > 0 ? rest[..end] : default;
        rest = end > 0 ? rest[(end + 1)..] : rest;
        return end > 0;
    }
}
