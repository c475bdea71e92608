using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Reality.Server.Payloads;

namespace Reality.Server;

/// <summary>Reads route parameters as the client sent them.</summary>
public static class RealityRoute
{
    /// <summary>
    /// A route parameter from the request's raw target, unescaped exactly once. The framework's own route values leave <c>%2F</c>
    /// escaped, so that <c>a%2Fb</c> and <c>a%252Fb</c> look the same there.
    /// </summary>
    /// <param name="context">A request that an endpoint of a route was chosen for.</param>
    /// <param name="parameter">The parameter, which must be a whole path segment of the route, such as <c>{roomId}</c>.</param>
    /// <returns>
    /// The value; <see langword="null"/> where it cannot be told: a broken escape, bytes that are not UTF-8, or a path that was
    /// rewritten on its way. Answer 400 then.
    /// </returns>
    /// <exception cref="InvalidOperationException">No route was chosen, or it has no such parameter as a whole segment.</exception>
    public static string? GetValue(HttpContext context, string parameter)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(parameter);
        if (context.GetEndpoint() is not RouteEndpoint { RoutePattern: var pattern })
            throw new InvalidOperationException("No route was chosen for this request. Read route parameters in an endpoint.");

        var index = RouteSegments.IndexOf(pattern, parameter);
        if (index < 0)
        {
            throw new InvalidOperationException(
                $"The route '{pattern.RawText}' has no parameter '{{{parameter}}}' that is a whole path segment.");
        }

        return RawPath.GetSegment(context, index);
    }
}
