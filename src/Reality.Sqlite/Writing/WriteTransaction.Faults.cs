#if REALITY_FAULTS
using Reality.Server.Storage;
using Reality.Sqlite.Connections;

namespace Reality.Sqlite.Writing;

/// <summary>
/// Without bump-in-transaction, the user's statements are committed first, and the versions raised in a second transaction. Without
/// hash-after-bump, views are read again for their hashes as they were committed before the keys were locked.
/// </summary>
internal sealed partial class WriteTransaction
{
    private StorageConnection? _before;
    private readonly SortedDictionary<string, (string? Family, string? Hash)> _late = new(StringComparer.Ordinal);
    private bool _isLate;

    private StorageNode BumpLater(in StorageBump bump)
    {
        _late[bump.Key] = (bump.Family, null);
        var version = (Reading.NodeReader.Find(connection, sql, bump.Key)?.Version ?? 0) + 1;
        return new StorageNode(bump.Key, version, StorageNode.FreshHash(version), writer.Now());
    }

    private void BumpAfterwards()
    {
        Faults.Widen();
        _isLate = true;
        for (var isBegun = false; !isBegun;)
        {
            try
            {
                connection.Execute("BEGIN IMMEDIATE");
                isBegun = true;
            }
            catch (Microsoft.Data.Sqlite.SqliteException)
            {
                Thread.Sleep(1);
            }
        }

        foreach (var (key, (family, hash)) in _late)
        {
            Bump(new StorageBump(key, family));
            if (hash is not null)
                SetHash(key, hash);
        }

        using (connection.Guard!.Committing())
            connection.Execute("COMMIT");
    }
}
#endif
