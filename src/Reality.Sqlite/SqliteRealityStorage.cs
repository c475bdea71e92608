using Microsoft.Data.Sqlite;
using Reality.Server.Storage;
using Reality.Sqlite.Connections;
using Reality.Sqlite.Feed;
using Reality.Sqlite.Marks;
using Reality.Sqlite.Reading;
using Reality.Sqlite.Schema;
using Reality.Sqlite.Writing;

namespace Reality.Sqlite;

/// <summary>
/// Node metadata in the application's own SQLite file, so that data and versions commit together. Any number of processes of one machine
/// may use the file.
/// </summary>
/// <remarks>
/// Three tables, <c>reality_nodes</c>, <c>reality_marks</c> and <c>reality_meta</c>, are made on first use, and the file is switched to a write-ahead log.
/// Connections for reading refuse writes; on connections for writing only Reality commits.
/// </remarks>
public sealed class SqliteRealityStorage : IRealityStorage, IDisposable
{
    private const int IdleReaders = 16;

    private readonly Database _database;
    private readonly NodeSql _sql;
    private readonly MarkSql _marks;
    private readonly MetaReader _meta;
    private readonly SchemaInstaller _installer;
    private readonly ConnectionPool _readers;
    private readonly ChangeFeed _feed;
    private readonly Writer _writer;
    private readonly InstalledFile _file;

    /// <summary>Takes the options; the file is opened on first use.</summary>
    /// <param name="options">The options.</param>
    /// <param name="time">The clock; the system's where it is left out.</param>
    /// <exception cref="ArgumentException">The connection string or the table prefix cannot be used; the message says why.</exception>
    public SqliteRealityStorage(SqliteStorageOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        time ??= TimeProvider.System;
        _database = new Database(options);
        _sql = new NodeSql(options.TablePrefix);
        _marks = new MarkSql(options.TablePrefix);
        _meta = new MetaReader(_sql);
        var retry = new BusyRetry(_database, time);
        _installer = new SchemaInstaller(_database, _sql, _marks, retry, options, time);
        _file = new InstalledFile(_database, _installer);
        _readers = new ConnectionPool(_database, ConnectionUse.Read, IdleReaders);
        _feed = new ChangeFeed(_database, _sql, _marks, _meta, time);
        _writer = new Writer(_database, _sql, _meta, retry, time);
    }

    /// <summary>The change feed, for tests that replay its races.</summary>
    internal ChangeFeed Feed => _feed;

    /// <inheritdoc/>
    public Type ConnectionType => typeof(SqliteConnection);

    /// <inheritdoc/>
    public bool RefusesForeignCommits => true;

    /// <inheritdoc/>
    public ValueTask<StorageIdentity> InitializeAsync(CancellationToken cancellationToken) =>
        ReadAsync(connection => _meta.Read(connection).Identity, cancellationToken);

    /// <summary>
    /// Begins a new epoch: everything that clients and servers hold counts as changed, and versions continue above the clock. For a file
    /// that was restored from a backup or copied.
    /// </summary>
    public async ValueTask<StorageIdentity> NewEpochAsync(CancellationToken cancellationToken)
    {
        await _file.RunAsync(_installer.BeginEpochAsync, cancellationToken).ConfigureAwait(false);
        return await InitializeAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<StorageNode?> GetNodeAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return ReadAsync(connection => NodeReader.Find(connection, _sql, key), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<string, StorageNode>> GetNodesAsync(
        IReadOnlyCollection<string> keys,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return ReadAsync<IReadOnlyDictionary<string, StorageNode>>(
            connection =>
            {
                connection.Execute("BEGIN");
                return NodeReader.Find(connection, _sql, keys).ToDictionary(node => node.Key, StringComparer.Ordinal);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask SetNodeAsync(StorageNode node, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(node.Key);
        ArgumentNullException.ThrowIfNull(node.Hash);
        ArgumentOutOfRangeException.ThrowIfLessThan(node.Version, 1);
        await WriteAsync<object?>(
            transaction =>
            {
                transaction.Set(node);
                return null;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<StorageWrite> IncrementVersionAsync(StorageBump bump, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(bump.Key);
        var (node, token, identity) = await WriteAsync(transaction => transaction.Bump(bump), cancellationToken).ConfigureAwait(false);
        return new StorageWrite(node, token, identity);
    }

    /// <inheritdoc/>
    public async ValueTask<StorageWrite> UpdateNodeAsync(StorageBump bump, string hash, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(bump.Key);
        ArgumentException.ThrowIfNullOrEmpty(hash);
        var (node, token, identity) = await WriteAsync(
            transaction =>
            {
                var bumped = transaction.Bump(bump);
                transaction.SetHash(bump.Key, hash);
                return bumped with { Hash = hash };
            },
            cancellationToken).ConfigureAwait(false);
        return new StorageWrite(node, token, identity);
    }

    /// <inheritdoc/>
    public async ValueTask DeleteNodeAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        await WriteAsync(transaction => transaction.Delete(key), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<StorageChanges> ListChangedSinceAsync(
        StorageCursor? since,
        IReadOnlyCollection<string> also,
        int limit,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(also);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        var cursor = since switch
        {
            null => null,
            SqliteCursor own when own.Owner == _feed => own,
            _ => throw new ArgumentException("The cursor was made by another storage object. Begin without a cursor.", nameof(since)),
        };

        return await _file.RunAsync(cancel => _feed.PullAsync(cursor, also, limit, cancel), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<long> GetMaxVersionAsync(CancellationToken cancellationToken) =>
        ReadAsync(connection => _meta.Read(connection).Sequence, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<string?> GetDeclaredAsync(CancellationToken cancellationToken) =>
        ReadAsync(connection => connection.Scalar(_sql.Declared), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> TryDeclareAsync(string? before, string after, bool startsEpoch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(after);
        return _file.RunAsync(cancel => _installer.TryDeclareAsync(before, after, startsEpoch, cancel), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<StorageMark> MarkAsync(IReadOnlyList<StorageBump> bumps, TimeSpan time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bumps);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        return (await WriteAsync(transaction => transaction.Mark(_marks, bumps, time), cancellationToken).ConfigureAwait(false)).Result;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StorageWrite>> SettleAsync(
        StorageMark mark,
        IReadOnlyList<StorageBump> bumps,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mark);
        ArgumentNullException.ThrowIfNull(bumps);
        var (nodes, token, identity) = await WriteAsync(
            transaction =>
            {
                transaction.RemoveMark(_marks, mark.Id);
                return transaction.BumpAll(bumps);
            },
            cancellationToken).ConfigureAwait(false);
        return Array.ConvertAll(nodes, node => new StorageWrite(node, token, identity));
    }

    /// <inheritdoc/>
    public async ValueTask<int> SettleOverdueAsync(TimeSpan retention, CancellationToken cancellationToken) =>
        (await WriteAsync(transaction => transaction.SettleOverdue(_marks, retention), cancellationToken).ConfigureAwait(false)).Result;

    /// <inheritdoc/>
    public async ValueTask<IStorageTransaction> BeginAsync(CancellationToken cancellationToken) =>
        await _file.RunAsync(_writer.BeginAsync, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<IStorageConnection> OpenAsync(CancellationToken cancellationToken) =>
        _file.RunAsync(_ => ValueTask.FromResult<IStorageConnection>(new ReadLease(_readers, _readers.Rent())), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IStorageSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        _file.RunAsync(
            _ =>
            {
                var connection = _readers.Rent();
                try
                {
                    // The first read, not BEGIN, fixes the snapshot.
                    connection.Execute("BEGIN");
                    return ValueTask.FromResult<IStorageSnapshot>(new Snapshot(_readers, connection, _sql, _meta.Read(connection)));
                }
                catch
                {
                    _readers.Return(connection);
                    throw;
                }
            },
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(connection => _meta.Read(connection).Identity.Epoch.Length > 0, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _feed.Dispose();
        _writer.Dispose();
        _readers.Dispose();
        _database.Dispose();
        _file.Dispose();
    }

    private ValueTask<T> ReadAsync<T>(Func<StorageConnection, T> read, CancellationToken cancellationToken) =>
        _file.RunAsync(
            _ =>
            {
                var connection = _readers.Rent();
                try
                {
                    return ValueTask.FromResult(read(connection));
                }
                finally
                {
                    _readers.Return(connection);
                }
            },
            cancellationToken);

    private ValueTask<(T Result, long Token, StorageIdentity Identity)> WriteAsync<T>(Func<WriteTransaction, T> write, CancellationToken cancellationToken) =>
        _file.RunAsync(
            async cancel =>
            {
                var transaction = await _writer.BeginAsync(cancel).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    var result = write(transaction);
                    return (result, await transaction.CommitAsync(cancel).ConfigureAwait(false), transaction.Identity);
                }
            },
            cancellationToken);
}
