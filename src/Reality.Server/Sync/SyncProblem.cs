namespace Reality.Server.Sync;

/// <summary>What is wrong with a request.</summary>
/// <param name="Detail">One sentence for a person: what was found, what was expected.</param>
/// <param name="Pointer">The member at fault, as a JSON pointer in a URI fragment.</param>
internal sealed record SyncProblem(string Detail, string Pointer)
{
    private const int MaxShown = 80;

    public static SyncProblem InKey(string key, string detail) =>
        new(detail, "#/known/" + Uri.EscapeDataString(key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));

    /// <summary>A text that came from the client, short enough to be shown.</summary>
    public static string Show(ReadOnlySpan<char> text) =>
        text.Length <= MaxShown ? text.ToString() : string.Concat(text[..(char.IsHighSurrogate(text[MaxShown - 1]) ? MaxShown - 1 : MaxShown)], "…");
}
