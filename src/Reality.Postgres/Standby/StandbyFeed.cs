using Npgsql;
using Reality.Postgres.Connections;
using Reality.Postgres.Feed;
using Reality.Postgres.Reading;
using Reality.Postgres.Schema;
using Reality.Server.Storage;

namespace Reality.Postgres.Standby;

/// <summary>
/// The pull from a hot standby (correctness.md, 3a). It continues where a pull has come to and never begins anything: what it cannot be
/// sure of is left to the primary.
/// </summary>
internal sealed class StandbyFeed(Database standby, NodeSql sql, StandbyWatch watch) : IAsyncDisposable
{
    /// <summary>How long it may take: whoever waits has the primary to go to.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    // Every so often the primary is asked even so. That a failover lost work shows there alone.
    private static readonly TimeSpan LongestWithoutPrimary = TimeSpan.FromSeconds(10);
    private const int MostShown = 10_000;

    // In one transaction of that level each statement has its own snapshot, whatever the database's default.
    private const string Begin = "begin isolation level read committed read only";

    private const string Position =
        "select (pg_last_wal_replay_lsn() - '0/0')::text, (extract(epoch from pg_last_xact_replay_timestamp()) * 1000000)::bigint";

    /// <summary>Pulls, if it can be told that nothing goes back and nothing is older than allowed.</summary>
    public async ValueTask<StorageChanges?> TryPullAsync(
        PostgresCursor since,
        IReadOnlyCollection<string> also,
        int limit,
        TimeSpan maxAge,
        CancellationToken cancellationToken)
    {
        var sent = TimeProvider.System.GetTimestamp();
        if (since.Clock.Elapsed(sent) > Max(LongestWithoutPrimary, maxAge * 4) || since.Shown.Length > MostShown || !watch.MayAsk)
            return null;

        var answer = await TryAskAsync(since, also, limit, since.Clock.AtMost(sent), cancellationToken).ConfigureAwait(false);
        return answer is not null && watch.IsOurs(answer, since.Identity) && IsAhead(answer, since) ? Accept(answer, since, maxAge, sent) : null;
    }

    public ValueTask DisposeAsync() => standby.DisposeAsync();

    // Where it had come to before it looked, against the end of the log after the pull that is continued had looked: an open transaction
    // elsewhere changes nothing in that.
    private static bool IsAhead(StandbyAnswer answer, PostgresCursor since) =>
        answer.Replayed >= since.Log && answer.Snapshot.Xmin >= since.Snapshot.Xmin && answer is { IsComplete: true, IsTruncated: false, HasOverdueMarks: false };

    private static StorageChanges? Accept(StandbyAnswer answer, PostgresCursor since, TimeSpan maxAge, long sent)
    {
        // A commit of the future: the primary's clock was set since it was read.
        if (answer.Committed is not { } committed || committed > since.Clock.AtMost(TimeProvider.System.GetTimestamp()))
            return null;

        var age = Max(TimeSpan.FromMicroseconds(since.Clock.AtMost(sent) - committed), TimeSpan.Zero);
        if (age > maxAge)
            return null;

        var cursor = new PostgresCursor(since.Owner, since.Incarnation, since.Identity, answer.Snapshot.ToContinueFromStandby())
        {
            Log = answer.Log,
            Clock = since.Clock,
            Shown = [.. since.Shown.Union(answer.Shown)],
        };
        return new StorageChanges(since.Identity, cursor, answer.Snapshot.Token, answer.Nodes, Truncated: false, answer.Also)
        {
            Latest = answer.Snapshot.Latest,
            Age = age,
        };
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private async ValueTask<StandbyAnswer?> TryAskAsync(
        PostgresCursor since,
        IReadOnlyCollection<string> also,
        int limit,
        long primaryTime,
        CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await standby.RepeatAsync((connection, cancel) => AskAsync(connection, since.Snapshot, also, limit, primaryTime, cancel), patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            watch.Fail(exception);
            return null;
        }
    }

    private async ValueTask<StandbyAnswer> AskAsync(
        NpgsqlConnection connection,
        TransactionSnapshot seen,
        IReadOnlyCollection<string> also,
        int limit,
        long primaryTime,
        CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            batch.Add(Begin);
            batch.Add(Position);
            batch.Add(sql.PullFromStandby)
                .With(limit)
                .With(NodeReader.Distinct(also))
                .With(seen.Xmax)
                .With(ulong.MaxValue)
                .With(seen.InProgress)
                .With(primaryTime);
            batch.Add("commit");
            await standby.PrepareAsync(batch, cancellationToken).ConfigureAwait(false);
            var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
                return await ReadAsync(reader, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask<StandbyAnswer> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        ulong? replayed = reader.IsDBNull(0) ? null : ulong.Parse(reader.GetString(0), System.Globalization.CultureInfo.InvariantCulture);
        long? committed = reader.IsDBNull(1) ? null : reader.GetInt64(1);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var (about, nodes, also) = await NodeReader.ReadRowsAsync(reader, cancellationToken).ConfigureAwait(false);
        return new StandbyAnswer(replayed, committed, about, nodes, also);
    }
}
