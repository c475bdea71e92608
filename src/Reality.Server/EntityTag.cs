using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Reality.Server;

/// <summary>Conditional requests.</summary>
internal static class EntityTag
{
    /// <summary>Whether the client holds what a tag, with its quotes, stands for.</summary>
    public static bool IsHeld(HttpRequest request, string tag)
    {
        if (!EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var held))
            return false;

        // RFC 9110, 13.1.2: the weak comparison; caches on the way may have made a strong tag weak.
        foreach (var entry in held)
        {
            if (entry.Equals(EntityTagHeaderValue.Any) || entry.Tag.Equals(tag, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
