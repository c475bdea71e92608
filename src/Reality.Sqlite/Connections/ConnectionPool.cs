using System.Collections.Concurrent;

namespace Reality.Sqlite.Connections;

/// <summary>Open connections for reuse, so that their prepared statements and page caches are kept.</summary>
internal sealed class ConnectionPool(Database database, ConnectionUse use, int keep) : IDisposable
{
    private readonly ConcurrentStack<StorageConnection> _idle = new();
    private volatile bool _disposed;

    public StorageConnection Rent()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        database.RequireSameFile();
        return _idle.TryPop(out var connection) ? connection : database.Open(use);
    }

    /// <summary>Takes a connection back, in whatever state it is.</summary>
    public void Return(StorageConnection connection)
    {
        if (!_disposed && connection.TryReset() && _idle.Count < keep)
            _idle.Push(connection);
        else
            connection.Dispose();

        if (_disposed)
            Dispose();
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryPop(out var connection))
            connection.Dispose();
    }
}
