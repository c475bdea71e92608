using Reality.Server.Storage;
using Reality.Sqlite.Connections;

namespace Reality.Sqlite.Schema;

/// <summary>The row that tells who the storage is and how far its commit sequence has come.</summary>
internal readonly record struct Meta(StorageIdentity Identity, long Sequence);

/// <summary>Reads the row, making a new identity only where it changed.</summary>
internal sealed class MetaReader(NodeSql sql)
{
    private volatile StorageIdentity? _last;

    public Meta Read(StorageConnection connection)
    {
        var statement = connection.Prepare(sql.Meta);
        if (!statement.Step())
            throw new InvalidOperationException($"The table {sql.MetaTable} has lost its row. Drop it to begin a new epoch, or restore the file.");

        try
        {
            var epoch = statement.Text(0);
            var start = statement.Int64(1);
            var identity = _last;
            if (identity is null || identity.Epoch != epoch || identity.Base != start)
                _last = identity = new StorageIdentity(epoch, start, new HashSecret(statement.Blob(3)));

            return new Meta(identity, statement.Int64(2));
        }
        finally
        {
            statement.Reset();
        }
    }
}
