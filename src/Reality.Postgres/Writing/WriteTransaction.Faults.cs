#if REALITY_FAULTS
using Reality.Server.Storage;

namespace Reality.Postgres.Writing;

/// <summary>
/// Without hash-after-lock, the versions are raised, and so the rows locked, only when the hashes are there. Without bump-in-transaction,
/// they are raised in a second transaction after the user's own is committed.
/// </summary>
internal sealed partial class WriteTransaction
{
    private IReadOnlyList<StorageBump> _late = [];
    private IReadOnlyList<KeyValuePair<string, string>> _lateHashes = [];

    private bool IsLate => _late.Count > 0;

    private static bool MustBumpLate => Faults.IsOff(Protection.HashAfterLock) || Faults.IsOff(Protection.BumpInTransaction);

    private async ValueTask<IReadOnlyList<StorageNode>> BumpLaterAsync(IReadOnlyList<StorageBump> bumps, CancellationToken cancellationToken)
    {
        _late = bumps;
        var found = (await nodes.FindAsync(connection, [.. bumps.Select(bump => bump.Key)], cancellationToken).ConfigureAwait(false))
            .ToDictionary(node => node.Key, StringComparer.Ordinal);
        await TakeAsync(new Bumped([.. bumps.Select(bump => new StorageNode(bump.Key, 1, "!", 0))], 0, Identity.Epoch, Identity.Base), isCommitted: false, cancellationToken)
            .ConfigureAwait(false);
        return [.. bumps.Select(bump => found.TryGetValue(bump.Key, out var node) ? node with { Version = node.Version + 1 } : new StorageNode(bump.Key, 1, "!1", 0))];
    }

    private async ValueTask BumpBeforeHashesAsync(CancellationToken cancellationToken)
    {
        var late = _late;
        _late = [];
        Faults.Widen();
        var batch = NewBatch();
        await using (batch.ConfigureAwait(false))
        {
            var statements = new Bumps(late);
            statements.AddTo(batch, sql.BumpInTransaction);
            await RunAsync(batch, statements.ReadAsync, isCommit: false, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<long> CommitThenBumpAsync(SingleBumps bumps, CancellationToken cancellationToken)
    {
        var late = _late;
        _late = [];
        await CommitAsync(cancellationToken).ConfigureAwait(false);
        await Task.Delay(Random.Shared.Next(5, 25), CancellationToken.None).ConfigureAwait(false);
        var hashes = _lateHashes.ToDictionary(StringComparer.Ordinal);
        var token = 0L;
        foreach (var bump in late)
            token = (await bumps.BumpAsync(bump, hashes.GetValueOrDefault(bump.Key), CancellationToken.None).ConfigureAwait(false)).Token;

        return token;
    }
}
#endif
