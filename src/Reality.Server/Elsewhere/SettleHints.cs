using Microsoft.Extensions.Hosting;
using Reality.Server.Hints;
using Reality.Server.Replica;

namespace Reality.Server.Elsewhere;

/// <summary>Tells the other servers of what this one settled for owners that did not, as their own settle would have.</summary>
internal sealed class SettleHints(GraphReplica replica, HintBroadcast hints) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        replica.SettledOverdue = hints.Wrote;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
