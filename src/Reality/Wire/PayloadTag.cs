using System.Diagnostics.CodeAnalysis;

namespace Reality.Wire;

/// <summary>The ETag of a payload, <c>"&lt;hash&gt;.&lt;shape&gt;"</c>: a content hash between quotes.</summary>
public static class PayloadTag
{
    /// <summary>The header's value for a content hash.</summary>
    public static string Format(string hash) => $"\"{hash}\"";

    /// <summary>
    /// The content hash that an ETag holds, to be compared with a node's hash. A weak tag counts too: proxies that compress make a tag weak
    /// and leave the payload as it is.
    /// </summary>
    /// <returns><see langword="false"/> where the value is not one quoted text.</returns>
    public static bool TryParse(ReadOnlySpan<char> value, [NotNullWhen(true)] out string? hash)
    {
        hash = null;
        value = value.Trim(" \t");
        if (value.StartsWith("W/", StringComparison.Ordinal))
        {
            value = value[2..];
        }

        if (value.Length <= 2 || value[0] != '"' || value[1..].IndexOf('"') != value.Length - 2)
        {
            return false;
        }

        hash = value[1..^1].ToString();
        return true;
    }
}
