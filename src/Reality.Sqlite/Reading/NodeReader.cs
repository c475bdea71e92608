using Reality.Server.Storage;
using Reality.Sqlite.Connections;
using Reality.Sqlite.Schema;

namespace Reality.Sqlite.Reading;

/// <summary>Reads node rows.</summary>
internal static class NodeReader
{
    public static StorageNode? Find(StorageConnection connection, NodeSql sql, string key)
    {
        var statement = connection.Prepare(sql.Node).Bind(1, key);
        StorageNode? node = statement.Step() ? Current(statement) : null;
        statement.Reset();
        return node;
    }

    /// <summary>The nodes of those keys that have one, each once. The caller's transaction makes it one moment.</summary>
    public static List<StorageNode> Find(StorageConnection connection, NodeSql sql, IReadOnlyCollection<string> keys)
    {
        var nodes = new List<StorageNode>(keys.Count);
        foreach (var key in keys.Distinct(StringComparer.Ordinal))
        {
            if (Find(connection, sql, key) is { } node)
                nodes.Add(node);
        }

        return nodes;
    }

    /// <summary>The node of the row that a statement stands on.</summary>
    public static StorageNode Current(Statement statement) =>
        new(statement.Text(0), statement.Int64(1), statement.Text(2), statement.Int64(3), statement.Int64(4)) { Floor = statement.Int64(5) };
}
