using Reality.Server.Storage;
using Reality.Server.Storage.InMemory;

namespace Reality.Server.Tests.Hosting;

/// <summary>A real storage whose database comes up late.</summary>
internal sealed class LateStorage : IRealityStorage
{
    private readonly InMemoryRealityStorage _inner = new();

    public bool IsThere { get; set; }

    public Type? ConnectionType => null;

    public ValueTask<StorageIdentity> InitializeAsync(CancellationToken cancellationToken) => There().InitializeAsync(cancellationToken);

    public ValueTask<StorageNode?> GetNodeAsync(string key, CancellationToken cancellationToken) => There().GetNodeAsync(key, cancellationToken);

    public ValueTask<IReadOnlyDictionary<string, StorageNode>> GetNodesAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        There().GetNodesAsync(keys, cancellationToken);

    public ValueTask SetNodeAsync(StorageNode node, CancellationToken cancellationToken) => There().SetNodeAsync(node, cancellationToken);

    public ValueTask<StorageWrite> IncrementVersionAsync(StorageBump bump, CancellationToken cancellationToken) =>
        There().IncrementVersionAsync(bump, cancellationToken);

    public ValueTask<StorageWrite> UpdateNodeAsync(StorageBump bump, string hash, CancellationToken cancellationToken) =>
        There().UpdateNodeAsync(bump, hash, cancellationToken);

    public ValueTask DeleteNodeAsync(string key, CancellationToken cancellationToken) => There().DeleteNodeAsync(key, cancellationToken);

    public ValueTask<StorageChanges> ListChangedSinceAsync(
        StorageCursor? since,
        IReadOnlyCollection<string> also,
        int limit,
        CancellationToken cancellationToken) =>
        There().ListChangedSinceAsync(since, also, limit, cancellationToken);

    public ValueTask<long> GetMaxVersionAsync(CancellationToken cancellationToken) => There().GetMaxVersionAsync(cancellationToken);

    public ValueTask<StorageIdentity> NewEpochAsync(CancellationToken cancellationToken) => There().NewEpochAsync(cancellationToken);

    public ValueTask<string?> GetDeclaredAsync(CancellationToken cancellationToken) => There().GetDeclaredAsync(cancellationToken);

    public ValueTask<bool> TryDeclareAsync(string? before, string after, bool startsEpoch, CancellationToken cancellationToken) =>
        There().TryDeclareAsync(before, after, startsEpoch, cancellationToken);

    public ValueTask<StorageMark> MarkAsync(IReadOnlyList<StorageBump> bumps, TimeSpan time, CancellationToken cancellationToken) =>
        There().MarkAsync(bumps, time, cancellationToken);

    public ValueTask<IReadOnlyList<StorageWrite>> SettleAsync(
        StorageMark mark,
        IReadOnlyList<StorageBump> bumps,
        CancellationToken cancellationToken) => There().SettleAsync(mark, bumps, cancellationToken);

    public ValueTask<int> SettleOverdueAsync(TimeSpan retention, CancellationToken cancellationToken) =>
        There().SettleOverdueAsync(retention, cancellationToken);

    public ValueTask<IStorageTransaction> BeginAsync(CancellationToken cancellationToken) => There().BeginAsync(cancellationToken);

    public ValueTask<IStorageConnection> OpenAsync(CancellationToken cancellationToken) => There().OpenAsync(cancellationToken);

    public ValueTask<IStorageSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) => There().OpenSnapshotAsync(cancellationToken);

    public ValueTask<bool> IsHealthyAsync(CancellationToken cancellationToken) => ValueTask.FromResult(IsThere);

    private InMemoryRealityStorage There() => IsThere ? _inner : throw new IOException("The database is not up yet.");
}
