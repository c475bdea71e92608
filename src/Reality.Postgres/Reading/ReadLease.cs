using System.Data.Common;
using Npgsql;
using Reality.Postgres.Connections;
using Reality.Server.Storage;

namespace Reality.Postgres.Reading;

/// <summary>A connection lent for reading.</summary>
internal class ReadLease(NpgsqlConnection connection) : IStorageConnection
{
    private NpgsqlConnection? _connection = connection;

    public DbConnection Connection => Lent;

    protected NpgsqlConnection Lent => _connection ?? throw new ObjectDisposedException(nameof(IStorageConnection));

    // Exchanged, so that disposing twice cannot give one connection to two callers. What is open on it ends with it.
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _connection, null) is { } connection ? connection.DisposeAsync() : ValueTask.CompletedTask;
}

/// <summary>A connection lent inside a read-only snapshot.</summary>
internal sealed class Snapshot(NpgsqlConnection connection, NodeReader nodes, About about) : ReadLease(connection), IStorageSnapshot
{
    public StorageIdentity Identity => about.Identity!;

    public long Token => about.Snapshot.Token;

    public long Latest => about.Snapshot.Latest;

    public async ValueTask<IReadOnlyDictionary<string, StorageNode>> GetNodesAsync(
        IReadOnlyCollection<string> keys,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        cancellationToken.ThrowIfCancellationRequested();
        var batch = new NpgsqlBatch(Lent);
        await using (batch.ConfigureAwait(false))
        {
            nodes.AddFind(batch, keys);
            var list = await nodes.ReadAsync(batch, cancellationToken).ConfigureAwait(false);
            if (list.About is not { } now || now.Snapshot.Xmin != about.Snapshot.Xmin || now.Snapshot.Xmax != about.Snapshot.Xmax)
                throw new InvalidOperationException("The read has ended the snapshot's transaction itself, so its node can no longer be read at the same moment. A core must leave the transaction to Reality.");

            return list.Also.ToDictionary(node => node.Key, StringComparer.Ordinal);
        }
    }
}
