using Microsoft.AspNetCore.Builder;

namespace Reality.Server;

/// <summary>
/// What <see cref="RealityEndpointRouteBuilderExtensions.MapReality"/> mapped. Conventions set on it, such as
/// <c>RequireAuthorization</c>, <c>RequireRateLimiting</c> or <c>RequireCors</c>, hold for sync and payloads; health and the client script
/// stay as open as they are unless conventions are set on them.
/// </summary>
public sealed class RealityEndpointConventionBuilder : IEndpointConventionBuilder
{
    private readonly IReadOnlyList<IEndpointConventionBuilder> _data;

    internal RealityEndpointConventionBuilder(
        IReadOnlyList<IEndpointConventionBuilder> data,
        IEndpointConventionBuilder health,
        IEndpointConventionBuilder script)
    {
        _data = data;
        Health = health;
        Script = script;
    }

    /// <summary><c>GET /reality/health</c>.</summary>
    public IEndpointConventionBuilder Health { get; }

    /// <summary><c>GET /reality/client.js</c> and its parts, such as <c>/reality/client/live.js</c>.</summary>
    public IEndpointConventionBuilder Script { get; }

    /// <inheritdoc/>
    public void Add(Action<EndpointBuilder> convention)
    {
        foreach (var endpoint in _data)
            endpoint.Add(convention);
    }

    /// <inheritdoc/>
    public void Finally(Action<EndpointBuilder> finallyConvention)
    {
        foreach (var endpoint in _data)
            endpoint.Finally(finallyConvention);
    }
}
