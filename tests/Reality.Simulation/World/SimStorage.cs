using Reality.Server.Storage;
using Reality.Server.Storage.InMemory;
using Reality.Simulation.Checking;

namespace Reality.Simulation.World;

/// <summary>One server's way to the storage that all share. A call takes time on its way there and back, and may fail on either.</summary>
internal sealed class SimStorage(InMemoryRealityStorage inner, Network network, History history) : IRealityStorage
{
    // What the next pull would find if it were sent now: only for the test that such answers are noticed.
    private (StorageCursor Since, StorageChanges Changes)? _ahead;

    public long Pulls { get; private set; }

    public Type? ConnectionType => null;

    public ValueTask<StorageIdentity> InitializeAsync(CancellationToken cancellationToken) => inner.InitializeAsync(cancellationToken);

    public ValueTask<StorageChanges> ListChangedSinceAsync(
        StorageCursor? since,
        IReadOnlyCollection<string> also,
        int limit,
        CancellationToken cancellationToken)
    {
        Pulls++;
        if (network.ReadsAhead && also.Count == 0 && _ahead is { } ahead && ahead.Since == since)
        {
            _ahead = null;
            return CallAsync(() => new ValueTask<StorageChanges>(ahead.Changes));
        }

        return CallAsync(async () =>
        {
            var changes = await inner.ListChangedSinceAsync(since, also, limit, CancellationToken.None);
            _ahead = (changes.Cursor, await inner.ListChangedSinceAsync(changes.Cursor, [], limit, CancellationToken.None));
            return changes;
        });
    }

    public ValueTask<StorageWrite> IncrementVersionAsync(StorageBump bump, CancellationToken cancellationToken) =>
        CallAsync(async () =>
        {
            var write = await inner.IncrementVersionAsync(bump, CancellationToken.None);
            history.Wrote(write);
            return write;
        });

    public ValueTask<StorageWrite> UpdateNodeAsync(StorageBump bump, string hash, CancellationToken cancellationToken) =>
        CallAsync(async () =>
        {
            var write = await inner.UpdateNodeAsync(bump, hash, CancellationToken.None);
            history.Wrote(write);
            return write;
        });

    public ValueTask<StorageIdentity> NewEpochAsync(CancellationToken cancellationToken) => CallAsync(async () =>
    {
        var identity = await inner.NewEpochAsync(CancellationToken.None);
        history.Began(identity);
        return identity;
    });

    public ValueTask<StorageNode?> GetNodeAsync(string key, CancellationToken cancellationToken) =>
        CallAsync(() => inner.GetNodeAsync(key, CancellationToken.None));

    public ValueTask<IReadOnlyDictionary<string, StorageNode>> GetNodesAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        CallAsync(() => inner.GetNodesAsync(keys, CancellationToken.None));

    public ValueTask SetNodeAsync(StorageNode node, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DeleteNodeAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<long> GetMaxVersionAsync(CancellationToken cancellationToken) => inner.GetMaxVersionAsync(cancellationToken);

    public ValueTask<string?> GetDeclaredAsync(CancellationToken cancellationToken) => inner.GetDeclaredAsync(cancellationToken);

    public async ValueTask<bool> TryDeclareAsync(string? before, string after, bool startsEpoch, CancellationToken cancellationToken)
    {
        if (!await inner.TryDeclareAsync(before, after, startsEpoch, cancellationToken))
            return false;

        if (startsEpoch)
            history.Began(await inner.InitializeAsync(cancellationToken));

        return true;
    }

    public ValueTask<StorageMark> MarkAsync(IReadOnlyList<StorageBump> bumps, TimeSpan time, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<StorageWrite>> SettleAsync(
        StorageMark mark,
        IReadOnlyList<StorageBump> bumps,
        CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<int> SettleOverdueAsync(TimeSpan retention, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IStorageTransaction> BeginAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IStorageConnection> OpenAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IStorageSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> IsHealthyAsync(CancellationToken cancellationToken) => new(true);

    private async ValueTask<T> CallAsync<T>(Func<ValueTask<T>> call)
    {
        await network.TravelAsync();
        if (network.StorageFails())
            throw new IOException("The call is lost.");

        var result = await call();
        await network.TravelAsync();
        if (network.StorageFails())
            throw new IOException("The answer is lost.");

        // One that hangs, and knows of no cancellation.
        if (network.StorageFails() && network.StorageFails())
            await network.Scheduler.Time.Delay(TimeSpan.FromSeconds(15));

        return result;
    }
}
