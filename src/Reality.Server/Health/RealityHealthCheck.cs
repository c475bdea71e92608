using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Reality.Server.Hints;
using Reality.Server.Replica;
using Reality.Server.Storage;

namespace Reality.Server.Health;

/// <summary>
/// Whether the storage can be reached, and whether hints arrive. Registered with ASP.NET Core's health checks as <c>reality</c>. Missing
/// hints are degraded, never unhealthy.
/// </summary>
internal sealed class RealityHealthCheck(
    IRealityStorage storage,
    StorageInitialization initialization,
    GraphReplica replica,
    IEnumerable<IRealityHintTransport> transports,
    IEnumerable<IRealityPeers> peers,
    IOptions<RealityOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!await IsReachableAsync(cancellationToken))
            return new HealthCheckResult(context.Registration.FailureStatus, "The storage cannot be reached.");

        var hints = ReadHints();
        var data = hints.Transports.ToDictionary(transport => transport.Key, object (transport) => transport.Value ? "connected" : "disconnected");
        return hints.AreAllConnected
            ? HealthCheckResult.Healthy("The storage is reachable.", data)
            : HealthCheckResult.Degraded("The storage is reachable. Hints do not arrive by every way, so that changes are heard of later.", data: data);
    }

    public HintHealth ReadHints()
    {
        var byName = transports.Select(transport => KeyValuePair.Create(transport.Name, transport.IsConnected));
        return new HintHealth([.. byName.DistinctBy(transport => transport.Key)], peers.FirstOrDefault()?.HealthyPeers.Count, replica.Age);
    }

    public async ValueTask<bool> IsReachableAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.Value.StorageTimeout);
        try
        {
            await initialization.EnsureAsync(timeout.Token);
            return await storage.IsHealthyAsync(timeout.Token).AsTask().WaitAsync(timeout.Token);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
