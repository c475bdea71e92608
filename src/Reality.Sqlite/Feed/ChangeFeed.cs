using Reality.Server.Storage;
using Reality.Sqlite.Connections;
using Reality.Sqlite.Marks;
using Reality.Sqlite.Reading;
using Reality.Sqlite.Schema;

namespace Reality.Sqlite.Feed;

/// <summary>
/// The pull (correctness.md, 3e), on one connection of its own that never writes, so that SQLite's <c>data_version</c> tells whether
/// anything was committed since the last one.
/// </summary>
internal sealed class ChangeFeed(Database database, NodeSql sql, MarkSql marks, MetaReader meta, TimeProvider time) : IDisposable
{
    // The pragma moves only with commits of *other* connections, and only while no transaction holds a snapshot.
    private const string DataVersion = "PRAGMA data_version";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private StorageConnection? _connection;

    /// <summary>Called between mark and list, so that a test can commit exactly there.</summary>
    internal Action? BetweenMarkAndList { get; set; }

    public async ValueTask<StorageChanges> PullAsync(
        SqliteCursor? since,
        IReadOnlyCollection<string> also,
        int limit,
        CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Pull(since, also, limit, cancellationToken);
        }
        catch
        {
            // Whatever state it is in: the next pull starts with a fresh connection, and so without a mark.
            Dispose();
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private StorageChanges Pull(SqliteCursor? since, IReadOnlyCollection<string> also, int limit, CancellationToken cancellationToken)
    {
        database.RequireSameFile();
        var connection = _connection ??= database.Open(ConnectionUse.Read);

        // Before the list: read after it, the mark might include a commit that the list has missed, and the next pull would skip it.
        var mark = ReadMark(connection);
        if (since is not null && also.Count == 0 && since.MarkedOn == connection && since.Mark == mark)
            return Answer(since, [], isTruncated: false, []);

        BetweenMarkAndList?.Invoke();
        connection.Execute("BEGIN");
        var (identity, sequence) = meta.Read(connection);
        var from = since?.Identity.Epoch == identity.Epoch ? since.Sequence : 0;
        var changed = from == sequence ? [] : ListChanged(connection, from, limit, cancellationToken);
        var further = NodeReader.Find(connection, sql, also);
        var due = DueMarks.Read(connection, marks);
        connection.Execute("COMMIT");
#if REALITY_FAULTS
        if (Faults.IsOff(Protection.MarkBeforeList))
        {
            BetweenMarkAndList?.Invoke();
            Faults.Widen();
            mark = ReadMark(connection);
        }
#endif

        return Answer(new SqliteCursor(this, identity, sequence, connection, mark, due), changed ?? [], changed is null, further);
    }

    // Deadlines are time, not data: they pass also where nothing was written.
    private StorageChanges Answer(SqliteCursor cursor, List<StorageNode> changed, bool isTruncated, List<StorageNode> further) =>
        new(cursor.Identity, cursor, cursor.Sequence, changed, isTruncated, further)
        {
            HasOverdueMarks = cursor.Due.AreOverdue(time.GetUtcNow().ToUnixTimeMilliseconds()),
        };

    private static long ReadMark(StorageConnection connection)
    {
        var statement = connection.Prepare(DataVersion);
        statement.Step();
        var mark = statement.Int64(0);
        statement.Reset();
        return mark;
    }

    private List<StorageNode>? ListChanged(StorageConnection connection, long from, int limit, CancellationToken cancellationToken)
    {
        var changed = new List<StorageNode>();
        var statement = connection.Prepare(sql.ChangedSince).Bind(1, from).Bind(2, (long)limit + 1);
        try
        {
            while (statement.Step())
            {
                if (changed.Count == limit)
                    return null;

                cancellationToken.ThrowIfCancellationRequested();
                changed.Add(NodeReader.Current(statement));
            }

            return changed;
        }
        finally
        {
            statement.Reset();
        }
    }
}
