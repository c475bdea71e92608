using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reality.Server;
using Reality.Server.Health;
using Reality.Server.Mesh;
using Reality.Server.Payloads;
using Reality.Server.Script;
using Reality.Server.Sync;

namespace Reality;

/// <summary>Maps Reality's endpoints.</summary>
public static class RealityEndpointRouteBuilderExtensions
{
    private static readonly string[] Get = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>
    /// Maps <c>POST {path}/sync</c>, <c>GET {path}/health</c>, <c>GET {path}/client.js</c> with its parts, and the payload routes that
    /// repositories declare; with a mesh also <c>POST {path}/mesh</c>.
    /// </summary>
    /// <param name="endpoints">The application's routes.</param>
    /// <param name="path">Where Reality's own endpoints stand. Payload routes stand where they were declared.</param>
    /// <exception cref="InvalidOperationException"><c>AddReality</c> was not called.</exception>
    public static RealityEndpointConventionBuilder MapReality(this IEndpointRouteBuilder endpoints, string path = "/reality")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(path);
        var services = endpoints.ServiceProvider;
        var sync = services.GetService<SyncEndpoint>()
            ?? throw new InvalidOperationException("Reality's services are missing. Call builder.Services.AddReality() first.");

        var health = services.GetRequiredService<HealthEndpoint>();
        var group = endpoints.MapGroup(path);
        List<IEndpointConventionBuilder> data =
        [
            group.MapMethods("/sync", [HttpMethods.Post], sync.HandleAsync).WithDisplayName("Reality: sync"),
            .. services.GetRequiredService<PayloadEndpoints>().Map(endpoints),
        ];
        if (services.GetService<MeshEndpoint>() is { } mesh)
            Map(group, mesh);

        return new RealityEndpointConventionBuilder(
            data,
            group.MapMethods("/health", Get, health.HandleAsync).WithDisplayName("Reality: health"),
            MapScripts(group));
    }

    // The engine, and what a page may load beside it.
    private static RouteGroupBuilder MapScripts(RouteGroupBuilder group)
    {
        var scripts = group.MapGroup("");
        scripts.MapMethods("/client.js", Get, ClientScriptEndpoint.HandleAsync).WithDisplayName("Reality: client script");
        scripts.MapMethods("/client/{part}.js", Get, ClientScriptEndpoint.HandleAsync).WithDisplayName("Reality: client part");
        return scripts;
    }

    // Peers sign what they send: no user and no policy of the application stands in their way. Whoever else comes is refused.
    private static void Map(RouteGroupBuilder group, MeshEndpoint mesh) =>
        group.MapMethods("/mesh", [HttpMethods.Post], mesh.HandleAsync)
            .WithDisplayName("Reality: mesh")
            .AllowAnonymous()
            .Finally(endpoint => mesh.MappedAt("/" + ((RouteEndpointBuilder)endpoint).RoutePattern.RawText!.TrimStart('/')));
}
