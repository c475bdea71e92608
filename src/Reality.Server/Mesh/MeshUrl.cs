using System.Diagnostics.CodeAnalysis;

namespace Reality.Server.Mesh;

/// <summary>What may be a peer's URL, and the one spelling under which it is known.</summary>
internal static class MeshUrl
{
    public const int MaxLength = 256;

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Uri? url)
    {
        url = null;
        if (text is not { Length: > 0 and <= MaxLength }
            || !Uri.TryCreate(text, UriKind.Absolute, out var parsed)
            || (parsed.Scheme != Uri.UriSchemeHttp && parsed.Scheme != Uri.UriSchemeHttps)
            || parsed.Host.Length == 0
            || parsed.Port is <= 0 or > 65_535
            || parsed.UserInfo.Length > 0
            || parsed.Query.Length > 0
            || parsed.Fragment.Length > 0
            || text.AsSpan().ContainsAny('?', '#', '@'))
        {
            return false;
        }

        url = new Uri(parsed.GetLeftPart(UriPartial.Path).TrimEnd('/'));
        return true;
    }

    /// <summary>The spelling under which a URL is known: without the slash that <see cref="Uri"/> puts at an empty path's end.</summary>
    public static string Text(Uri url) => url.AbsoluteUri.TrimEnd('/');
}
