using Npgsql;
using Reality.Postgres.Connections;
using Reality.Postgres.Reading;
using Reality.Server.Storage;

namespace Reality.Postgres.Schema;

/// <summary>
/// Begins lives of the storage. Transaction ids are given a second time after a crash or a promotion that lost work, and restored rows carry
/// ids of another cluster, so every pull looks for the incarnation, and where it is not that of this life, whoever comes first begins a new
/// epoch (correctness.md, 2 and 2a).
/// </summary>
internal sealed class Lives(Database database, NodeSql sql, NodeReader nodes)
{
    private readonly string _lock = $"select pg_advisory_xact_lock(hashtextextended('reality:{sql.Schema}', 0))";

    // Base 0 in the first epoch alone; afterwards above everything that was ever said, as far as clocks go.
    private readonly string _newEpoch = $"""
        update {sql.Meta} set
            epoch = $1,
            base = case when epoch is null then 0 else greatest(base, (extract(epoch from clock_timestamp()) * 1000000)::bigint) end,
            secret = coalesce(secret, $2)
        """;

    private readonly string _incarnate = $"""
        insert into {sql.Incarnation} as i (id, system_identifier, database, timeline, relation, filenode)
        select $1, c.system_identifier, d.oid, left(pg_walfile_name(pg_current_wal_lsn()), 8), '{sql.Incarnation}'::regclass, pg_relation_filenode('{sql.Node}'::regclass)
        from pg_control_system() c, pg_database d where d.datname = current_database()
        on conflict (one) do update set id = excluded.id, system_identifier = excluded.system_identifier, database = excluded.database,
            timeline = excluded.timeline, relation = excluded.relation, filenode = excluded.filenode
        """;

    // Ids that this cluster has not come to yet: rows of a cluster that was older. They would be listed with every pull.
    private readonly string _restamp = $"""
        update {sql.Node} set xid = pg_current_xact_id() where xid >= pg_snapshot_xmax(pg_current_snapshot()) and xid <> pg_current_xact_id()
        """;

    /// <summary>Reads who the storage is, and begins a life where none is written down.</summary>
    public async ValueTask<About> FindAsync(CancellationToken cancellationToken)
    {
        for (var round = 0; ; round++)
        {
            var about = (await database.RepeatAsync(nodes.AboutAsync, cancellationToken).ConfigureAwait(false)).About;
            if (about is { IsValid: true, IsComplete: true } || round > 0)
                return about!;

            await BeginAsync(about, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Begins a new life, unless another server did meanwhile.</summary>
    /// <param name="found">What was found instead.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async ValueTask BeginAsync(About? found, CancellationToken cancellationToken)
    {
        if (found is null)
            throw new RealityPostgresException(RealityPostgresError.SchemaIncomplete, $"The table {sql.Meta} of {database.Name} has no row: it is being restored, or a restore failed.");

        if (!found.IsComplete)
            throw new RealityPostgresException(RealityPostgresError.SchemaIncomplete, $"The table {sql.Node} of {database.Name} has no primary key yet: it is being restored, or a restore failed.");

        await database.WriteAsync(
            async (connection, cancel) =>
            {
                var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancel).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    await ExecuteAsync(connection, _lock, cancel).ConfigureAwait(false);
                    if ((await nodes.AboutAsync(connection, cancel).ConfigureAwait(false)).About is not { IsValid: true })
                        await WriteAsync(connection, cancel).ConfigureAwait(false);

                    await transaction.CommitAsync(cancel).ConfigureAwait(false);
                    return true;
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Begins a new epoch by hand.</summary>
    public async ValueTask<StorageIdentity> NewEpochAsync(CancellationToken cancellationToken) =>
        await database.WriteAsync(
            async (connection, cancel) =>
            {
                var batch = new NpgsqlBatch(connection);
                await using (batch.ConfigureAwait(false))
                {
                    AddNewEpoch(batch);
                    await batch.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
                }

                return (await nodes.AboutAsync(connection, cancel).ConfigureAwait(false)).About?.Identity
                    ?? throw new RealityPostgresException(RealityPostgresError.SchemaIncomplete, $"The table {sql.Meta} of {database.Name} has no row.");
            },
            cancellationToken).ConfigureAwait(false);

    /// <summary>Adds the statement that begins a new epoch.</summary>
    public void AddNewEpoch(NpgsqlBatch batch) => batch.Add(_newEpoch).With(NewId()).With(HashSecret.Create());

    public static string NewId() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));

    private static async ValueTask ExecuteAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(text, connection);
        await using (command.ConfigureAwait(false))
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    // The table is locked against bumps, which lock rows in an order that this update does not keep.
    private async ValueTask WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            batch.Add($"lock table {sql.Node} in share row exclusive mode");
            batch.Add(_incarnate).With(NewId());
            AddNewEpoch(batch);
            batch.Add(_restamp);
            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
