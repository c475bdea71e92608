using Npgsql;
using Reality.Postgres.Connections;
using Reality.Postgres.Schema;
using Reality.Server.Storage;

namespace Reality.Postgres.Reading;

/// <summary>Opens read-only snapshots.</summary>
internal sealed class Snapshots(Database database, NodeSql sql, NodeReader nodes, Lives lives)
{
    private const int MaxRounds = 3;

    public async ValueTask<IStorageSnapshot> OpenAsync(CancellationToken cancellationToken)
    {
        About? about = null;
        for (var round = 0; round < MaxRounds; round++)
        {
            (var snapshot, about) = await TryOpenAsync(cancellationToken).ConfigureAwait(false);
            if (snapshot is not null)
                return snapshot;

            await lives.BeginAsync(about, cancellationToken).ConfigureAwait(false);
        }

        throw new RealityPostgresException(RealityPostgresError.SchemaIncomplete, $"{database.Name} began a new life again and again while it was read. Is it being restored?");
    }

    private async ValueTask<(IStorageSnapshot? Snapshot, About? About)> TryOpenAsync(CancellationToken cancellationToken)
    {
        var (connection, about) = await database.RepeatAsync(
            async (opened, cancel) => (opened, await BeginAsync(opened, cancel).ConfigureAwait(false)),
            cancellationToken,
            keepOpen: true).ConfigureAwait(false);
        if (about is { IsValid: true, IsComplete: true })
            return (new Snapshot(connection, nodes, about), about);

        await connection.DisposeAsync().ConfigureAwait(false);
        return (null, about);
    }

    private async ValueTask<About?> BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            batch.Add("begin isolation level repeatable read read only");
            batch.Add(sql.About);
            return (await nodes.ReadAsync(batch, cancellationToken).ConfigureAwait(false)).About;
        }
    }
}
