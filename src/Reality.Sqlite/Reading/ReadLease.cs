using System.Data.Common;
using Reality.Server.Storage;
using Reality.Sqlite.Connections;
using Reality.Sqlite.Schema;

namespace Reality.Sqlite.Reading;

/// <summary>A connection lent for reading.</summary>
internal class ReadLease(ConnectionPool pool, StorageConnection connection) : IStorageConnection
{
    private StorageConnection? _connection = connection;

    public DbConnection Connection => Lent.Connection;

    protected StorageConnection Lent => _connection ?? throw new ObjectDisposedException(nameof(IStorageConnection));

    public ValueTask DisposeAsync()
    {
        // Exchanged, so that disposing twice cannot give one connection to two callers.
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
            pool.Return(connection);

        return ValueTask.CompletedTask;
    }
}

/// <summary>A connection lent inside a read transaction.</summary>
internal sealed class Snapshot(ConnectionPool pool, StorageConnection connection, NodeSql sql, Meta meta)
    : ReadLease(pool, connection), IStorageSnapshot
{
    public StorageIdentity Identity => meta.Identity;

    public long Token => meta.Sequence;

    public ValueTask<IReadOnlyDictionary<string, StorageNode>> GetNodesAsync(
        IReadOnlyCollection<string> keys,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        cancellationToken.ThrowIfCancellationRequested();
        if (!Lent.IsInTransaction)
            throw new InvalidOperationException("The read has ended the snapshot's transaction itself, so its node can no longer be read at the same moment. A core must leave the transaction to Reality.");

        return ValueTask.FromResult<IReadOnlyDictionary<string, StorageNode>>(
            NodeReader.Find(Lent, sql, keys).ToDictionary(node => node.Key, StringComparer.Ordinal));
    }
}
