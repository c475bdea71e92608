using Npgsql;
using Reality.Postgres.Connections;
using Reality.Postgres.Schema;
using Reality.Postgres.Writing;
using Reality.Server.Storage;

namespace Reality.Postgres.Marks;

/// <summary>
/// Durable notes that keys may be about to change (correctness.md, 4b). Deadlines are reckoned on the database's clock, the one that all
/// servers share.
/// </summary>
internal sealed class MarkTable(Database database, NodeSql sql)
{
    private readonly string _insert = $"""
        insert into {sql.Mark} (id, keys, families, created, span, deadline)
        values ($1, $2, $3, clock_timestamp(), $4, clock_timestamp() + $4)
        on conflict do nothing
        """;

    private readonly string _delete = $"delete from {sql.Mark} where id = $1";

    // Who comes second waits for the first one's commit and then finds nothing overdue: only so is what it pulls next sure to include the bumps.
    private readonly string _overdue = $"""
        select id, keys, families from {sql.Mark} where deadline <= statement_timestamp() order by id for update
        """;

    private readonly string _rearm = $"""
        update {sql.Mark} set span = span * 2, deadline = clock_timestamp() + span * 2
        where id = any($1) and created > clock_timestamp() - $2
        """;

    private readonly string _expire = $"delete from {sql.Mark} where id = any($1) and created <= clock_timestamp() - $2";

    public async ValueTask<StorageMark> MarkAsync(IReadOnlyList<StorageBump> bumps, TimeSpan time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bumps);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        var mark = new StorageMark(Lives.NewId(), bumps);
        await database.RepeatAsync(
            async (connection, cancel) =>
            {
                var batch = new NpgsqlBatch(connection);
                await using (batch.ConfigureAwait(false))
                {
                    batch.Add(_insert)
                        .With(mark.Id)
                        .With([.. bumps.Select(bump => (string?)bump.Key)])
                        .With([.. bumps.Select(bump => bump.Family)])
                        .With(time);
                    await database.PrepareAsync(batch, cancel).ConfigureAwait(false);
                    return await batch.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
        return mark;
    }

    /// <summary>Removes a mark and bumps, in one transaction: the statements of one batch are one.</summary>
    public async ValueTask<Bumped?> SettleAsync(StorageMark mark, IReadOnlyList<StorageBump> bumps, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mark);
        ArgumentNullException.ThrowIfNull(bumps);
        return await database.RepeatAsync(
            async (connection, cancel) =>
            {
                var batch = new NpgsqlBatch(connection);
                await using (batch.ConfigureAwait(false))
                {
                    batch.Add(_delete).With(mark.Id);
                    var statements = bumps.Count > 0 ? new Bumps(bumps) : null;
                    statements?.AddTo(batch, sql.Bump);
                    await database.PrepareAsync(batch, cancel).ConfigureAwait(false);
                    var reader = await batch.ExecuteReaderAsync(cancel).ConfigureAwait(false);
                    await using (reader.ConfigureAwait(false))
                        return statements is null ? (Bumped?)null : await statements.ReadAsync(reader, cancel).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<int> SettleOverdueAsync(TimeSpan retention, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            async (connection, cancel) =>
            {
                var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancel).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    var (ids, bumps) = await OverdueAsync(connection, cancel).ConfigureAwait(false);
                    if (ids.Length > 0)
                        await SettleAsync(connection, ids, bumps, retention, cancel).ConfigureAwait(false);

                    await transaction.CommitAsync(cancel).ConfigureAwait(false);
                    return ids.Length;
                }
            },
            cancellationToken).ConfigureAwait(false);

    private async ValueTask<(string[] Ids, List<StorageBump> Bumps)> OverdueAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        var bumps = new SortedDictionary<string, StorageBump>(StringComparer.Ordinal);
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            batch.Add(_overdue);
            var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    ids.Add(reader.GetString(0));
                    var families = reader.GetFieldValue<string?[]>(2);
                    foreach (var (index, key) in reader.GetFieldValue<string[]>(1).Index())
                        bumps[key] = new StorageBump(key, families[index]);
                }
            }
        }

        return ([.. ids], [.. bumps.Values]);
    }

    // A mark that is too old is settled a last time and removed.
    private async ValueTask SettleAsync(NpgsqlConnection connection, string[] ids, List<StorageBump> bumps, TimeSpan retention, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            batch.Add(_expire).With(ids).With(retention);
            batch.Add(_rearm).With(ids).With(retention);
            if (bumps.Count > 0)
                new Bumps(bumps).AddTo(batch, sql.Bump);

            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
