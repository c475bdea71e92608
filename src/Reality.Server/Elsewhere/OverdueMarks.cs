using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reality.Server.Diagnostics;
using Reality.Server.Families;
using Reality.Server.Storage;

namespace Reality.Server.Elsewhere;

/// <summary>Settles marks for owners that did not: they may be dead, and what they wrote is in no version yet (4b).</summary>
internal sealed class OverdueMarks(
    IRealityStorage storage,
    KeyFamilies families,
    IOptions<RealityOptions> options,
    RealityMetrics metrics,
    ILogger<OverdueMarks> logger)
{
    /// <param name="epoch">The epoch that the storage was found to be of.</param>
    /// <param name="cancellationToken">Ends the waiting, whatever the storage does.</param>
    /// <returns>Whether there was any.</returns>
    public async Task<bool> SettleAsync(string epoch, CancellationToken cancellationToken)
    {
        var moved = (await families.ForAsync(epoch, cancellationToken).AsTask().WaitAsync(cancellationToken)).Moved;
        var before = await VersionsAsync(moved, cancellationToken);
        var settled = await storage.SettleOverdueAsync(options.Value.MarkRetention, cancellationToken).AsTask().WaitAsync(cancellationToken);
        if (settled == 0)
            return false;

        metrics.SettledOverdue(settled);
        logger.OverdueMarksSettled(settled);

        // The storage knows a mark's families by the names that they had when it was stored. Should this server die in between, the mark,
        // which is kept, comes due again.
        var after = await VersionsAsync(moved, cancellationToken);
        foreach (var row in after.Where(entry => entry.Value != before.GetValueOrDefault(entry.Key)).Select(entry => moved[entry.Key]).Distinct())
            await storage.IncrementVersionAsync(new StorageBump(row), cancellationToken).AsTask().WaitAsync(cancellationToken);

        return true;
    }

    private async Task<Dictionary<string, long>> VersionsAsync(IReadOnlyDictionary<string, string> moved, CancellationToken cancellationToken) =>
        moved.Count == 0
            ? []
            : (await storage.GetNodesAsync([.. moved.Keys], cancellationToken).AsTask().WaitAsync(cancellationToken))
                .ToDictionary(entry => entry.Key, entry => entry.Value.Version, StringComparer.Ordinal);
}
