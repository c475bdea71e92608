using Npgsql;
using Reality.Postgres.Connections;
using Reality.Postgres.Reading;
using Reality.Postgres.Schema;
using Reality.Server.Storage;

namespace Reality.Postgres.Writing;

/// <summary>Writes of single nodes, each a statement and a transaction of its own.</summary>
internal sealed class SingleBumps(Database database, NodeSql sql, NodeReader nodes, Identities identities, Lives lives)
{
    public async ValueTask<StorageWrite> BumpAsync(StorageBump bump, string? hash, CancellationToken cancellationToken)
    {
        var statements = new Bumps([bump]);
        var bumped = await RunAsync(
            batch => statements.AddTo(batch, hash is null ? sql.Bump : sql.Update, hash),
            statements.ReadAsync,
            mayRepeat: true,
            cancellationToken).ConfigureAwait(false);
        return new StorageWrite(bumped.Nodes[0], bumped.Token, await IdentityAsync(bumped, cancellationToken).ConfigureAwait(false));
    }

    /// <exception cref="RealityVersionException">The version is at or below the stored one.</exception>
    public async ValueTask SetAsync(StorageNode node, CancellationToken cancellationToken)
    {
        var (isStored, stored) = await RunAsync(
            batch => batch.Add(sql.SetNode)
                .With(node.Key).With(node.Version).With(node.Hash).With(node.UpdatedAt).With(node.FamilyVersion).With(node.Floor),
            static async (reader, cancel) =>
            {
                await reader.ReadAsync(cancel).ConfigureAwait(false);
                return (reader.GetBoolean(0), await reader.IsDBNullAsync(1, cancel).ConfigureAwait(false) ? 0 : reader.GetInt64(1));
            },
            mayRepeat: false,
            cancellationToken).ConfigureAwait(false);
        if (!isStored)
            throw new RealityVersionException(node.Key, stored, node.Version);
    }

    public async ValueTask DeleteAsync(string key, CancellationToken cancellationToken) =>
        await RunAsync(batch => batch.Add(sql.Delete).With(key), static (_, _) => new ValueTask<bool>(true), mayRepeat: true, cancellationToken).ConfigureAwait(false);

    /// <summary>Who the storage was when a bump was done. Read again only where that changed.</summary>
    /// <remarks>
    /// A bump may be the first to reach a database that lost work: there it was given a version that another write had been told before.
    /// It is told as one of the epoch that this makes necessary.
    /// </remarks>
    public async ValueTask<StorageIdentity> IdentityAsync(Bumped bumped, CancellationToken cancellationToken)
    {
        if (bumped.Epoch is null)
            return (await lives.FindAsync(cancellationToken).ConfigureAwait(false)).Identity!;

        if (!identities.IsLast(bumped.Epoch, bumped.Base))
            await database.RepeatAsync(nodes.AboutAsync, cancellationToken).ConfigureAwait(false);

        return identities.IsLast(bumped.Epoch, bumped.Base) ? identities.Last : identities.Last with { Epoch = bumped.Epoch, Base = bumped.Base };
    }

    private async ValueTask<T> RunAsync<T>(
        Action<NpgsqlBatch> add,
        Func<NpgsqlDataReader, CancellationToken, ValueTask<T>> read,
        bool mayRepeat,
        CancellationToken cancellationToken)
    {
        return mayRepeat
            ? await database.RepeatAsync(OnAsync, cancellationToken).ConfigureAwait(false)
            : await database.WriteAsync(OnAsync, cancellationToken).ConfigureAwait(false);

        async ValueTask<T> OnAsync(NpgsqlConnection connection, CancellationToken cancel)
        {
            var batch = new NpgsqlBatch(connection);
            await using (batch.ConfigureAwait(false))
            {
                add(batch);
                await database.PrepareAsync(batch, cancel).ConfigureAwait(false);
                var reader = await batch.ExecuteReaderAsync(cancel).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                    return await read(reader, cancel).ConfigureAwait(false);
            }
        }
    }
}
