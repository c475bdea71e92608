using Microsoft.AspNetCore.Routing.Patterns;

namespace Reality.Server.Payloads;

/// <summary>Where the parameters of a route stand.</summary>
internal static class RouteSegments
{
    /// <summary>The index of the path segment that a parameter is the whole of, or -1.</summary>
    public static int IndexOf(RoutePattern pattern, string parameter)
    {
        for (var i = 0; i < pattern.PathSegments.Count; i++)
        {
            if (pattern.PathSegments[i] is { IsSimple: true, Parts: [RoutePatternParameterPart { IsCatchAll: false } part] }
                && part.Name.Equals(parameter, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
