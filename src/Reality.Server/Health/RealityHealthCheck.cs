using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Reality.Server.Storage;

namespace Reality.Server.Health;

/// <summary>Whether the storage can be reached. Registered with ASP.NET Core's health checks as <c>reality</c>.</summary>
internal sealed class RealityHealthCheck(
    IRealityStorage storage,
    StorageInitialization initialization,
    IOptions<RealityOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await IsReachableAsync(cancellationToken)
            ? HealthCheckResult.Healthy("The storage is reachable.")
            : new HealthCheckResult(context.Registration.FailureStatus, "The storage cannot be reached.");

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
