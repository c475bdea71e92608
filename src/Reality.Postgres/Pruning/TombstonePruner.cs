using Npgsql;
using Reality.Postgres.Connections;
using Reality.Postgres.Schema;

namespace Reality.Postgres.Pruning;

/// <summary>
/// Removes old tombstones and raises their families' floors, from which keys without a row count (correctness.md, 2b). A tombstone that is
/// still there counts from the floor too where that is higher, so it is nothing to anyone whether its row has gone already.
/// </summary>
/// <remarks>
/// A bump that inserts must know the last floor. It cannot lock a row that the pruner locks too without paying for that on every write, so the
/// pruner locks the table: in a mode that waits for all transactions with a bump in them, and that every bump waits for before it takes its
/// snapshot. It gives up soon, and tries again later.
/// </remarks>
internal sealed class TombstonePruner(Database database, NodeSql sql, TimeSpan? keep, TimeProvider time) : IAsyncDisposable
{
    private const int BatchSize = 1000;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly string _old = $"select key from {sql.Node} where hash = '' and family is not null and updated_at < $1 limit {BatchSize}";

    private readonly string _prune = $"""
        with pruned as (delete from {sql.Node} where key = any($1) and hash = '' and updated_at < $2 returning family, version)
        insert into {sql.Node} as n (key, version, hash, updated_at, floor, xid)
        select p.family, 0, '!0', (extract(epoch from clock_timestamp()) * 1000)::bigint, max(p.version), pg_current_xact_id()
        from pruned p group by p.family order by p.family
        on conflict (key) do update set floor = greatest(n.floor, excluded.floor), xid = excluded.xid
        """;

    private long? _last;
    private Task _running = Task.CompletedTask;

    /// <summary>Begins to prune where it is time for that. Called with each use of the storage: when nobody asks, nothing runs.</summary>
    public void PruneIfDue()
    {
        if (keep is not { } kept)
            return;

        lock (_lock)
        {
            var pause = kept / 10 < Shortest ? Shortest : kept / 10 > Longest ? Longest : kept / 10;
            if (!_running.IsCompleted || (_last is { } last && time.GetElapsedTime(last) < pause))
                return;

            _last = time.GetTimestamp();
            _running = Task.Run(RunAsync, CancellationToken.None);
        }
    }

    /// <summary>Prunes now.</summary>
    /// <returns>Whether it came to the end; <see langword="false"/> where a writer was in the way.</returns>
    public async Task<bool> PruneAsync(TimeSpan kept, CancellationToken cancellationToken)
    {
        var before = (time.GetUtcNow() - kept).ToUnixTimeMilliseconds();
        while (true)
        {
            var keys = await database.RepeatAsync((connection, cancel) => OldAsync(connection, before, cancel), cancellationToken).ConfigureAwait(false);
            if (keys.Length > 0 && !await TryPruneAsync(keys, before, cancellationToken).ConfigureAwait(false))
                return false;

            if (keys.Length < BatchSize)
                return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_end.IsCancellationRequested)
            return;

        await _end.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _end.Dispose();
    }

    // What fails here is tried again later, and whatever keeps it from succeeding shows in everything else too.
    private async Task RunAsync()
    {
        try
        {
            await PruneAsync(keep!.Value, _end.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NpgsqlException or RealityPostgresException or OperationCanceledException)
        {
        }
    }

    private async ValueTask<string[]> OldAsync(NpgsqlConnection connection, long before, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            batch.Add(_old).With(before);
            var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    keys.Add(reader.GetString(0));
            }
        }

        return [.. keys];
    }

    private async Task<bool> TryPruneAsync(string[] keys, long before, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                async (connection, cancel) =>
                {
                    var batch = new NpgsqlBatch(connection);
                    await using (batch.ConfigureAwait(false))
                    {
                        batch.Add("begin isolation level read committed");
                        batch.Add("set local lock_timeout = '200ms'");
                        batch.Add($"lock table {sql.Node} in share row exclusive mode");
                        batch.Add(_prune).With(keys).With(before);
                        batch.Add("commit");
                        await batch.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
                        return true;
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
        {
            return false;
        }
    }
}
