using Npgsql;
using Reality.Postgres.Connections;
using Reality.Postgres.Reading;
using Reality.Postgres.Schema;
using Reality.Postgres.Standby;
using Reality.Server.Storage;

namespace Reality.Postgres.Feed;

/// <summary>
/// The pull. What a reader has seen is a snapshot, not a number: ids are given when a transaction first writes, and it may commit long after
/// a later one (correctness.md, 3).
/// </summary>
internal sealed class ChangeFeed(Database database, NodeSql sql, NodeReader nodes, Lives lives)
{
    private const int MaxRounds = 5;

    public async ValueTask<StorageChanges> PullAsync(
        PostgresCursor? since,
        IReadOnlyCollection<string> also,
        int limit,
        CancellationToken cancellationToken)
    {
        var primary = new PrimaryBehind();
        for (var round = 0; round < MaxRounds;)
        {
            var sent = TimeProvider.System.GetTimestamp();
            var list = await database.RepeatAsync((connection, cancel) => ListAsync(connection, since, also, limit, cancel), cancellationToken).ConfigureAwait(false);
            if (list.About is not { IsValid: true, IsComplete: true } about)
            {
                await lives.BeginAsync(list.About, cancellationToken).ConfigureAwait(false);
                round++;
                continue;
            }

            // The list was made with ids of another life, or of an epoch in which everything counts as changed.
            if (since is not null && !since.IsOf(about.Incarnation!, about.Identity!.Epoch))
            {
                since = null;
                round++;
                continue;
            }

            if (since is not null && PrimaryBehind.Is(since, about.Snapshot))
            {
                if (!await primary.WaitAsync(since, about.Snapshot, cancellationToken).ConfigureAwait(false))
                    since = null;

                continue;
            }

            return new StorageChanges(
                about.Identity!,
                new PostgresCursor(this, about.Incarnation!, about.Identity!, about.Snapshot)
                {
                    Log = about.Log,
                    Clock = new PrimaryClock(about.Clock, sent),
                },
                about.Snapshot.Token,
                list.Nodes,
                about.IsTruncated,
                list.Also)
            {
                Latest = about.Snapshot.Latest,
                HasOverdueMarks = about.HasOverdueMarks,
            };
        }

        throw new RealityPostgresException(
            RealityPostgresError.SchemaIncomplete,
            $"{database.Name} began a new life again and again while it was read. Is it being restored?");
    }

    private async ValueTask<NodeList> ListAsync(
        NpgsqlConnection connection,
        PostgresCursor? since,
        IReadOnlyCollection<string> also,
        int limit,
        CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            if (since is null)
            {
                batch.Add(sql.PullAll).With(limit).With(NodeReader.Distinct(also));
            }
            else
            {
                var seen = since.Snapshot;
#if REALITY_FAULTS
                // As a cursor over numbers does: what was still under way below the highest one is never asked for.
                if (Faults.IsOff(Protection.FeedBySnapshot))
                    seen = seen with { InProgress = [] };
#endif
                batch.Add(sql.Pull).With(limit).With(NodeReader.Distinct(also)).With(seen.Xmax).With(ulong.MaxValue).With(seen.InProgress);
            }

            return await nodes.ReadAsync(batch, cancellationToken).ConfigureAwait(false);
        }
    }
}
