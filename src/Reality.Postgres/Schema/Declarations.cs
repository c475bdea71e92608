using Npgsql;
using Reality.Postgres.Connections;

namespace Reality.Postgres.Schema;

/// <summary>What servers declared last.</summary>
internal sealed class Declarations(Database database, NodeSql sql, Lives lives)
{
    private readonly string _get = $"select declared from {sql.Meta}";
    private readonly string _lock = $"select declared from {sql.Meta} for update";
    private readonly string _waitForBumps = $"lock table {sql.Node} in share row exclusive mode";
    private readonly string _set = $"update {sql.Meta} set declared = $1";

    public ValueTask<string?> GetAsync(CancellationToken cancellationToken) =>
        database.RepeatAsync((connection, cancel) => ReadAsync(connection, _get, cancel), cancellationToken);

    /// <returns><see langword="false"/> where something else than <paramref name="before"/> is stored.</returns>
    public ValueTask<bool> TrySetAsync(string? before, string after, bool startsEpoch, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, cancel) =>
            {
                var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancel).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    if (await ReadAsync(connection, _lock, cancel).ConfigureAwait(false) != before)
                        return false;

                    var batch = new NpgsqlBatch(connection);
                    await using (batch.ConfigureAwait(false))
                    {
                        // Bumps under way belong to the families of the epoch that ends, so they must be over before the next one begins.
                        if (startsEpoch)
                            batch.Add(_waitForBumps);

                        batch.Add(_set).With(after);
                        if (startsEpoch)
                            lives.AddNewEpoch(batch);

                        await batch.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
                    }

                    await transaction.CommitAsync(cancel).ConfigureAwait(false);
                    return true;
                }
            },
            cancellationToken);

    private static async ValueTask<string?> ReadAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(text, connection);
        await using (command.ConfigureAwait(false))
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as string;
    }
}
