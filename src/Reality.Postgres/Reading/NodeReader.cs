using Npgsql;
using Reality.Postgres.Connections;
using Reality.Postgres.Schema;
using Reality.Server.Storage;

namespace Reality.Postgres.Reading;

/// <summary>What one statement read.</summary>
/// <param name="About">Who the storage is and where the statement stands.</param>
/// <param name="Nodes">The nodes that the statement lists.</param>
/// <param name="Also">The further nodes that were asked for.</param>
internal sealed record NodeList(About? About, List<StorageNode> Nodes, List<StorageNode> Also);

/// <summary>Reads node rows.</summary>
internal sealed class NodeReader(Database database, NodeSql sql, Identities identities)
{
    private const int AlsoColumn = 0;
    private const int FirstNodeColumn = 1;
    private const int AboutColumn = 7;

    public async ValueTask<List<StorageNode>> FindAsync(NpgsqlConnection connection, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            batch.Add(sql.Find).With(Distinct(keys));
            return (await ReadAsync(batch, cancellationToken).ConfigureAwait(false)).Nodes;
        }
    }

    /// <summary>What a pull without a list says.</summary>
    public async ValueTask<NodeList> AboutAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            batch.Add(sql.About);
            return await ReadAsync(batch, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Adds the statement that reads the nodes of keys, with what a pull says.</summary>
    public void AddFind(NpgsqlBatch batch, IReadOnlyCollection<string> keys) => batch.Add(sql.AboutAndNodes).With(Distinct(keys));

    /// <summary>Runs a batch of one statement that lists nodes.</summary>
    public async ValueTask<NodeList> ReadAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        await database.PrepareAsync(batch, cancellationToken).ConfigureAwait(false);
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
            return await ReadAsync(reader, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<NodeList> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var (about, listed, also) = await ReadRowsAsync(reader, cancellationToken).ConfigureAwait(false);
        return new NodeList(about is null ? null : identities.Read(about), listed, also);
    }

    /// <summary>Reads the rows of a statement that lists nodes, and leaves what it says besides as it is.</summary>
    public static async ValueTask<(string?[]? About, List<StorageNode> Nodes, List<StorageNode> Also)> ReadRowsAsync(
        NpgsqlDataReader reader,
        CancellationToken cancellationToken)
    {
        string?[]? about = null;
        var nodes = new List<StorageNode>();
        var also = new List<StorageNode>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!reader.IsDBNull(AboutColumn))
                about = reader.GetFieldValue<string?[]>(AboutColumn);
            else
                (reader.GetBoolean(AlsoColumn) ? also : nodes).Add(Current(reader, FirstNodeColumn));
        }

        return (about, nodes, also);
    }

    /// <summary>The node of the row that a reader stands on.</summary>
    public static StorageNode Current(NpgsqlDataReader reader, int column) =>
        new(reader.GetString(column), reader.GetInt64(column + 1), reader.GetString(column + 2), reader.GetInt64(column + 3), reader.GetInt64(column + 4))
        {
            Floor = reader.GetInt64(column + 5),
        };

    public static string[] Distinct(IReadOnlyCollection<string> keys) => [.. keys.Distinct(StringComparer.Ordinal)];
}
