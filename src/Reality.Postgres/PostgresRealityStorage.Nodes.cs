using Npgsql;
using Reality.Postgres.Connections;
using Reality.Postgres.Reading;
using Reality.Postgres.Writing;
using Reality.Server.Storage;

namespace Reality.Postgres;

/// <summary>Single nodes, and the connections that are lent.</summary>
public sealed partial class PostgresRealityStorage
{
    /// <inheritdoc/>
    public async ValueTask<StorageNode?> GetNodeAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return (await GetNodesAsync([key], cancellationToken).ConfigureAwait(false)).TryGetValue(key, out var node) ? node : null;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, StorageNode>> GetNodesAsync(
        IReadOnlyCollection<string> keys,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        var nodes = await _database.RepeatAsync((connection, cancel) => _nodes.FindAsync(connection, keys, cancel), cancellationToken).ConfigureAwait(false);
        return nodes.ToDictionary(node => node.Key, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async ValueTask SetNodeAsync(StorageNode node, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(node.Key);
        ArgumentNullException.ThrowIfNull(node.Hash);
        ArgumentOutOfRangeException.ThrowIfLessThan(node.Version, 1);
        await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        await _bumps.SetAsync(node, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<StorageWrite> IncrementVersionAsync(StorageBump bump, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(bump.Key);
        await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        return await _bumps.BumpAsync(bump, hash: null, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<StorageWrite> UpdateNodeAsync(StorageBump bump, string hash, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(bump.Key);
        ArgumentException.ThrowIfNullOrEmpty(hash);
        await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        return await _bumps.BumpAsync(bump, hash, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DeleteNodeAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        await _bumps.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IStorageTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        var connection = await _database.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Nothing is sent yet: the provider sends it with the first statement.
            var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadUncommitted, cancellationToken).ConfigureAwait(false);
            return new WriteTransaction(_database, _sql, _nodes, _identities, _lives, connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IStorageConnection> OpenAsync(CancellationToken cancellationToken)
    {
        await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        return new ReadLease(await _database.OpenAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async ValueTask<IStorageSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken)
    {
        await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        return await _snapshots.OpenAsync(cancellationToken).ConfigureAwait(false);
    }
}
