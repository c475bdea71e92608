using Reality.Sqlite.Connections;
using Reality.Sqlite.Schema;

namespace Reality.Sqlite.Writing;

/// <summary>Begins write transactions: one at a time in this process, in the order asked; among processes SQLite's lock decides.</summary>
internal sealed class Writer(Database database, NodeSql sql, MetaReader meta, BusyRetry retry, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConnectionPool _pool = new(database, ConnectionUse.Write, keep: 1);

    public async ValueTask<WriteTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        if (!await _gate.WaitAsync(database.BusyTimeout, cancellationToken).ConfigureAwait(false))
            throw database.Busy(exception: null);

        StorageConnection? connection = null;
        try
        {
            await retry.RunAsync(() => (connection ??= _pool.Rent()).Execute("BEGIN IMMEDIATE"), cancellationToken).ConfigureAwait(false);
            var mark = Random.Shared.NextInt64();
            connection!.Prepare(sql.Mark).Bind(1, mark).Run();
            return new WriteTransaction(connection, this, sql, meta.Read(connection), mark);
        }
        catch
        {
            if (connection is null)
                _gate.Release();
            else
                End(connection);

            throw;
        }
    }

    /// <summary>Takes a transaction's connection back and lets the next one begin. What was not committed is rolled back.</summary>
    public void End(StorageConnection connection)
    {
        try
        {
            _pool.Return(connection);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Lets the next transaction begin although this one's connection is still lent. What it holds is rolled back, and it must be disposed.
    /// </summary>
    public void Abandon(StorageConnection connection)
    {
        try
        {
            connection.RollBack();
        }
        finally
        {
            _gate.Release();
        }
    }

#if REALITY_FAULTS
    public StorageConnection OpenBefore() => database.Open(ConnectionUse.Read);
#endif

    public long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    public void Dispose()
    {
        _pool.Dispose();
        _gate.Dispose();
    }
}
