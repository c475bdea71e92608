#if REALITY_FAULTS
using Reality.Server.Storage;

namespace Reality.Server.Replica;

/// <summary>Without misses-with-the-pull, what the replica lacks is read on its own, before the pull.</summary>
internal sealed partial class GraphReplica
{
    private async Task<StorageChanges> ListApartAsync(StorageCursor? since, IReadOnlyCollection<string> misses, CancellationToken cancellationToken)
    {
        var apart = await _storage.GetNodesAsync(misses, cancellationToken);
        await Task.Delay(Random.Shared.Next(10), CancellationToken.None);
        var changes = await ListAsync(since, [], cancellationToken);
        return changes with { Also = [.. apart.Values] };
    }
}
#endif
