using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Reality.Postgres.Connections;
using Reality.Postgres.Feed;
using Reality.Postgres.Marks;
using Reality.Postgres.Pruning;
using Reality.Postgres.Reading;
using Reality.Postgres.Schema;
using Reality.Postgres.Standby;
using Reality.Postgres.Writing;
using Reality.Server.Storage;

namespace Reality.Postgres;

/// <summary>
/// Node metadata in the application's own PostgreSQL database, so that data and versions commit together, whatever server wrote them.
/// </summary>
/// <remarks>
/// The tables are in a schema of their own and are made on first use, unless <see cref="PostgresStorageOptions.CreateSchema"/> is off.
/// PostgreSQL 13 or later.
/// </remarks>
public sealed partial class PostgresRealityStorage : IRealityStorage, IAsyncDisposable
{
    private readonly Database _database;
    private readonly NodeSql _sql;
    private readonly Identities _identities = new();
    private readonly NodeReader _nodes;
    private readonly SchemaInstaller _installer;
    private readonly Lives _lives;
    private readonly ChangeFeed _feed;
    private readonly StandbyFeed? _standby;
    private readonly Snapshots _snapshots;
    private readonly SingleBumps _bumps;
    private readonly Declarations _declarations;
    private readonly MarkTable _marks;
    private readonly TombstonePruner _pruner;
    private volatile bool _isReady;

    /// <summary>Takes a connection string; connections are opened on first use and closed with the storage.</summary>
    /// <param name="connectionString">The database's connection string.</param>
    /// <param name="options">Further options.</param>
    /// <exception cref="ArgumentException">The connection string or an option cannot be used; the message says why.</exception>
    public PostgresRealityStorage(string connectionString, PostgresStorageOptions? options = null)
        : this(NpgsqlDataSource.Create(connectionString), isOwned: true, options, logger: null)
    {
    }

    /// <summary>Takes a data source, which stays its owner's.</summary>
    /// <param name="dataSource">The application's data source.</param>
    /// <param name="options">Further options.</param>
    /// <exception cref="ArgumentException">An option cannot be used; the message says why.</exception>
    public PostgresRealityStorage(NpgsqlDataSource dataSource, PostgresStorageOptions? options = null)
        : this(dataSource, isOwned: false, options, logger: null)
    {
    }

    internal PostgresRealityStorage(NpgsqlDataSource dataSource, bool isOwned, PostgresStorageOptions? options, ILogger? logger)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        options ??= new PostgresStorageOptions();
        options.Validate();
        _database = new Database(dataSource, isOwned, options);
        _sql = new NodeSql(options.Schema);
        _nodes = new NodeReader(_database, _sql, _identities);
        _installer = new SchemaInstaller(_database, options);
        _lives = new Lives(_database, _sql, _nodes);
        _feed = new ChangeFeed(_database, _sql, _nodes, _lives);
        _standby = OpenStandby(options, logger ?? NullLogger.Instance);
        _snapshots = new Snapshots(_database, _sql, _nodes, _lives);
        _bumps = new SingleBumps(_database, _sql, _nodes, _identities, _lives);
        _declarations = new Declarations(_database, _sql, _lives);
        _marks = new MarkTable(_database, _sql);
        _pruner = new TombstonePruner(_database, _sql, options.PruneTombstonesAfter, TimeProvider.System);
    }

    /// <inheritdoc/>
    public Type ConnectionType => typeof(NpgsqlConnection);

    /// <summary>For tests that do not wait for its hour.</summary>
    internal TombstonePruner Pruner => _pruner;

    internal NpgsqlDataSource DataSource => _database.Source;

    /// <summary>
    /// The script that makes Reality's tables, for applications whose own role may not. It can be run any number of times; afterwards set
    /// <see cref="PostgresStorageOptions.CreateSchema"/> to <see langword="false"/>.
    /// </summary>
    /// <param name="schema">The schema, as in <see cref="PostgresStorageOptions.Schema"/>.</param>
    /// <exception cref="ArgumentException">The schema is not 1 to 63 lower-case letters, digits and <c>_</c>.</exception>
    public static string GetScript(string schema = "reality")
    {
        ArgumentNullException.ThrowIfNull(schema);
        new PostgresStorageOptions { Schema = schema }.Validate();
        return SchemaScript.For(schema);
    }

    /// <inheritdoc/>
    public async ValueTask<StorageIdentity> InitializeAsync(CancellationToken cancellationToken)
    {
        await _installer.EnsureAsync(cancellationToken).ConfigureAwait(false);
        var about = await _lives.FindAsync(cancellationToken).ConfigureAwait(false);
        _isReady = true;
        return about.Identity!;
    }

    /// <inheritdoc/>
    public async ValueTask<StorageIdentity> NewEpochAsync(CancellationToken cancellationToken)
    {
        await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        return await _lives.NewEpochAsync(cancellationToken).ConfigureAwait(false);
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
        var cursor = since is null ? null : OwnCursor(since);
        await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        _pruner.PruneIfDue();
        return await _feed.PullAsync(cursor, also, limit, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public bool HasStandby => _standby is not null;

    /// <inheritdoc/>
    public async ValueTask<StorageChanges?> TryListFromStandbyAsync(
        StorageCursor since,
        IReadOnlyCollection<string> also,
        int limit,
        TimeSpan maxAge,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(since);
        ArgumentNullException.ThrowIfNull(also);
        var cursor = OwnCursor(since);
        return _standby is null ? null : await _standby.TryPullAsync(cursor, also, limit, maxAge, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<long> GetMaxVersionAsync(CancellationToken cancellationToken)
    {
        await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        return (await _lives.FindAsync(cancellationToken).ConfigureAwait(false)).Snapshot.Token;
    }

    /// <inheritdoc/>
    public async ValueTask<string?> GetDeclaredAsync(CancellationToken cancellationToken)
    {
        await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        return await _declarations.GetAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TryDeclareAsync(string? before, string after, bool startsEpoch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(after);
        await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        return await _declarations.TrySetAsync(before, after, startsEpoch, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<StorageMark> MarkAsync(IReadOnlyList<StorageBump> bumps, TimeSpan time, CancellationToken cancellationToken)
    {
        await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        return await _marks.MarkAsync(bumps, time, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StorageWrite>> SettleAsync(
        StorageMark mark,
        IReadOnlyList<StorageBump> bumps,
        CancellationToken cancellationToken)
    {
        await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        if (await _marks.SettleAsync(mark, bumps, cancellationToken).ConfigureAwait(false) is not { } bumped)
            return [];

        var identity = await _bumps.IdentityAsync(bumped, cancellationToken).ConfigureAwait(false);
        return [.. bumped.Nodes.Select(node => new StorageWrite(node, bumped.Token, identity))];
    }

    /// <inheritdoc/>
    public async ValueTask<int> SettleOverdueAsync(TimeSpan retention, CancellationToken cancellationToken)
    {
        await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        return await _marks.SettleOverdueAsync(retention, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>Serialization failures and deadlocks alone: a commit whose outcome is unknown is never run again.</remarks>
    public bool IsTransient(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    /// <inheritdoc/>
    public async ValueTask<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
            var about = await _database.RepeatAsync(_nodes.AboutAsync, cancellationToken).ConfigureAwait(false);
            return about.About is { IsComplete: true };
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Closes the connections, unless they come from a data source that was given.</summary>
    public async ValueTask DisposeAsync()
    {
        await _pruner.DisposeAsync().ConfigureAwait(false);
        _installer.Dispose();
        if (_standby is not null)
            await _standby.DisposeAsync().ConfigureAwait(false);

        await _database.DisposeAsync().ConfigureAwait(false);
    }

    private PostgresCursor OwnCursor(StorageCursor cursor) =>
        cursor is PostgresCursor own && own.Owner == _feed
            ? own
            : throw new ArgumentException("The cursor was made by another storage object. Begin without a cursor.", nameof(cursor));

    private StandbyFeed? OpenStandby(PostgresStorageOptions options, ILogger logger)
    {
        var source = options.StandbyDataSource ?? (options.StandbyConnectionString is { } text ? NpgsqlDataSource.Create(text) : null);
        if (source is null)
            return null;

        var database = new Database(source, isOwned: options.StandbyDataSource is null, options);
        return new StandbyFeed(database, _sql, new StandbyWatch(database.Name, TimeProvider.System, logger));
    }

    private async ValueTask EnsureReadyAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_isReady)
            await InitializeAsync(cancellationToken).ConfigureAwait(false);
    }
}
