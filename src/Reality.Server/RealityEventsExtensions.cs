using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reality.Server.Events;

namespace Reality;

/// <summary>Maps what serves clients that know server-sent events and cannot be changed.</summary>
public static class RealityEventsExtensions
{
    /// <summary>
    /// Maps <c>GET {path}?key=…&amp;key=…</c>: a stream of server-sent events that first tells the version of each key and then each
    /// change, as <c>event: changed</c> with <c>key</c>, <c>version</c>, <c>hash</c> and <c>updatedAt</c> in JSON. A client that comes back
    /// with its <c>Last-Event-ID</c>, to any server, is told what changed meanwhile. Keys that the user may not read, or no longer, are told
    /// once as <c>event: refused</c>. Clients that can be changed ask by sync instead, which needs no open connection.
    /// </summary>
    /// <param name="endpoints">The application's routes.</param>
    /// <param name="path">Where the stream stands.</param>
    /// <returns>For conventions such as <c>RequireAuthorization</c> or <c>RequireCors</c>.</returns>
    /// <exception cref="InvalidOperationException"><c>AddReality</c> was not called.</exception>
    public static IEndpointConventionBuilder MapRealityEvents(this IEndpointRouteBuilder endpoints, string path = "/reality/events")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(path);
        var events = endpoints.ServiceProvider.GetService<EventsEndpoint>()
            ?? throw new InvalidOperationException("Reality's services are missing. Call builder.Services.AddReality() first.");

        return endpoints.MapMethods(path, [HttpMethods.Get], events.HandleAsync).WithDisplayName("Reality: events");
    }
}
