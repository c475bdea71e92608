using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Reality.Server.Payloads;

/// <summary>The path of a request as it stood on the wire.</summary>
internal static class RawPath
{
    /// <summary>A segment of the path behind the path base, unescaped once.</summary>
    /// <returns>
    /// <see langword="null"/> where the escapes are broken, or where the raw path and the one that was routed differ: dot segments, or
    /// middleware that rewrote it.
    /// </returns>
    public static string? GetSegment(HttpContext context, int index)
    {
        var raw = PathOf(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget).Split('/');
        var basePath = context.Request.PathBase.Value ?? "";
        var routed = (basePath + context.Request.Path.Value).Split('/');
        var at = 1 + basePath.Count('/') + index;
        return raw.Length == routed.Length
            && at < raw.Length
            && PercentDecoding.TryDecode(raw[at], out var value)
            && IsRoutedAs(value, routed[at])
                ? value
                : null;
    }

    // The server decodes everything but an escaped slash.
    private static bool IsRoutedAs(string value, string routed) =>
        value.Replace("/", "%2F", StringComparison.Ordinal).Equals(routed, StringComparison.OrdinalIgnoreCase);

    private static string PathOf(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        if (query >= 0)
            target = target[..query];

        if (target.StartsWith('/'))
            return target;

        // A proxy may be asked with an absolute target.
        var authority = target.IndexOf("://", StringComparison.Ordinal);
        var path = authority < 0 ? -1 : target.IndexOf('/', authority + 3);
        return path < 0 ? "" : target[path..];
    }
}
