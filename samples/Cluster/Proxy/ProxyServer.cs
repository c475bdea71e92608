using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Transforms;

namespace Cluster.Proxy;

/// <summary>Spreads requests over the servers in turn: no session sticks to a server, because none needs to.</summary>
internal static class ProxyServer
{
    /// <summary>The header that tells which server answered.</summary>
    public const string ServedBy = "Served-By";

    private static readonly TimeSpan ActivityTimeout = TimeSpan.FromSeconds(60);

    public static WebApplication Create(string url, IEnumerable<ChatServer> servers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        // An appsettings.json nearby is the chat servers': it would have every request of the proxy logged.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls(url);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton<IPassiveHealthCheckPolicy, UnreachableServers>();
        builder.Services.AddReverseProxy()
            .LoadFromMemory([Route()], [ClusterOf(servers)])
            .AddTransforms(static context => context.AddResponseTransform(static response =>
            {
                response.HttpContext.Response.Headers[ServedBy] = response.HttpContext.GetReverseProxyFeature().ProxiedDestination?.DestinationId;
                return ValueTask.CompletedTask;
            }));

        var app = builder.Build();
        app.MapReverseProxy(static proxy =>
        {
            proxy.UseMiddleware<AnotherServer>();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
        return app;
    }

    private static RouteConfig Route() => new() { RouteId = "chat", ClusterId = "chat", Match = new() { Path = "/{**all}" } };

    private static ClusterConfig ClusterOf(IEnumerable<ChatServer> servers) => new()
    {
        ClusterId = "chat",
        LoadBalancingPolicy = LoadBalancingPolicies.RoundRobin,
        Destinations = servers.ToDictionary(
            static server => server.Name,
            static server => new DestinationConfig { Address = server.Url.ToString() }),

        // A server that cannot reach its database says so, and gets no requests until it can.
        HealthCheck = new()
        {
            AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
            Active = new()
            {
                Enabled = true,
                Interval = TimeSpan.FromSeconds(1),
                Timeout = TimeSpan.FromSeconds(5),
                Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures,
                Path = "/reality/health",
            },
            Passive = new() { Enabled = true, Policy = UnreachableServers.PolicyName, ReactivationPeriod = TimeSpan.FromSeconds(2) },
        },

        // Longer than any held sync.
        HttpRequest = new() { ActivityTimeout = ActivityTimeout },
    };
}
