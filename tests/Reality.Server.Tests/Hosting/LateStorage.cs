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

    public ValueTask<StorageWrite> IncrementVersionAsync(string key, CancellationToken cancellationToken) =>
        There().IncrementVersionAsync(key, cancellationToken);

    public ValueTask<StorageWrite> UpdateNodeAsync(string key, string hash, CancellationToken cancellationToken) =>
        There().UpdateNodeAsync(key, hash, cancellationToken);

    public ValueTask DeleteNodeAsync(string key, CancellationToken cancellationToken) => There().DeleteNodeAsync(key, cancellationToken);

    public ValueTask<StorageChanges> ListChangedSinceAsync(
        StorageCursor? since,
        IReadOnlyCollection<string> also,
        int limit,
        CancellationToken cancellationToken) =>
        There().ListChangedSinceAsync(since, also, limit, cancellationToken);

    public ValueTask<long> GetMaxVersionAsync(CancellationToken cancellationToken) => There().GetMaxVersionAsync(cancellationToken);

    public ValueTask<IStorageTransaction> BeginAsync(CancellationToken cancellationToken) => There().BeginAsync(cancellationToken);

    public ValueTask<IStorageConnection> OpenAsync(CancellationToken cancellationToken) => There().OpenAsync(cancellationToken);

    public ValueTask<IStorageSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) => There().OpenSnapshotAsync(cancellationToken);

    public ValueTask<bool> IsHealthyAsync(CancellationToken cancellationToken) => ValueTask.FromResult(IsThere);

    private InMemoryRealityStorage There() => IsThere ? _inner : throw new IOException("The database is not up yet.");
}
