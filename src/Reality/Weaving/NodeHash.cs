namespace Reality;

/// <summary>What a caller may give as a node's hash.</summary>
internal static class NodeHash
{
    private const int MaxLength = 128;

    /// <exception cref="ArgumentException">
    /// The hash is empty, too long, not printable ASCII, or looks like a payload's content hash, on whose equality clients skip fetches.
    /// </exception>
    public static void ThrowIfRefused(string hash)
    {
        if (hash.Length is 0 or > MaxLength || hash.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new ArgumentException(
                $"{KeyTextForm.Show(hash)} is not a hash: 1 to {MaxLength} printable ASCII characters without spaces.", nameof(hash));
        }

        if (IsContentHash(hash))
        {
            throw new ArgumentException(
                $"The hash '{hash}' has the form of a payload's content hash, on whose equality clients skip fetches. Give it another form.",
                nameof(hash));
        }
    }

    private static bool IsContentHash(string hash)
    {
        var dot = hash.IndexOf('.', StringComparison.Ordinal);
        return dot == ContentHasher.TextLength
            && hash.Length == dot + 9
            && hash[..dot].All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            && hash[(dot + 1)..].All(char.IsAsciiHexDigitLower);
    }
}
