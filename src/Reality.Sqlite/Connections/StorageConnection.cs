using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Reality.Sqlite.Connections;

/// <summary>What a connection is for.</summary>
internal enum ConnectionUse
{
    /// <summary>Reads; SQLite refuses its writes, which would go round the versions.</summary>
    Read,

    /// <summary>Writes, behind a <see cref="CommitGuard"/>.</summary>
    Write,

    /// <summary>Makes the tables and starts epochs.</summary>
    Install,
}

/// <summary>An open connection with its prepared statements.</summary>
internal sealed class StorageConnection : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = new(ReferenceEqualityComparer.Instance);
    private readonly sqlite3 _db;
    private readonly string _settings;

    public StorageConnection(SqliteConnection connection, ConnectionUse use, SqliteDurability durability)
    {
        Connection = connection;
        _db = connection.Handle!;
        _db.enable_sqlite3_next_stmt(true);
        _settings = $"PRAGMA synchronous={(durability == SqliteDurability.Full ? "FULL" : "NORMAL")};PRAGMA query_only={(use == ConnectionUse.Read ? "ON" : "OFF")}";
        Execute(_settings);
        if (use == ConnectionUse.Write)
            Guard = new CommitGuard(_db);
    }

    public SqliteConnection Connection { get; }

    /// <summary>The guard of a write connection.</summary>
    public CommitGuard? Guard { get; }

    /// <summary>Whether the connection is the one that was opened: a core may have closed it.</summary>
    public bool IsOpen => Connection.State == System.Data.ConnectionState.Open && ReferenceEquals(Connection.Handle, _db);

    public bool IsInTransaction => IsOpen && raw.sqlite3_get_autocommit(_db) == 0;

    /// <summary>Whether the file at the connection's path is another one now, or none.</summary>
    public bool HasMoved => NativeSqlite.HasMoved(_db);

    /// <summary>The statement of a text, prepared once. The text is compared by reference: it comes from <see cref="Schema.NodeSql"/>.</summary>
    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
            _statements.Add(sql, statement = new Statement(_db, sql));

        return statement;
    }

    /// <summary>Runs a text whose result nobody asks for.</summary>
    public void Execute(string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(_db, sql), _db);

    /// <summary>The first column of the first row of a text that is seldom run.</summary>
    public string? Scalar(string sql)
    {
        using var statement = new Statement(_db, sql);
        var value = statement.Step() && !statement.IsNull(0) ? statement.Text(0) : null;
        statement.Reset();
        return value;
    }

    /// <summary>Ends whatever transaction is open.</summary>
    public void RollBack()
    {
        if (IsInTransaction)
            Execute("ROLLBACK");
    }

    /// <summary>Makes the connection as it was when opened.</summary>
    /// <returns><see langword="false"/> where a core left something behind that stays: the connection must not be used again.</returns>
    public bool TryReset()
    {
        if (!IsOpen)
            return false;

        try
        {
            RollBack();
            if (HasUnfinishedStatement() || HasFurtherDatabase())
                return false;

            Execute(_settings);
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();

        Connection.Dispose();
    }

    // A reader that was never closed holds its snapshot: the next user of the connection would read the past.
    private bool HasUnfinishedStatement()
    {
        for (var statement = raw.sqlite3_next_stmt(_db, null); statement is not null; statement = raw.sqlite3_next_stmt(_db, statement))
        {
            if (raw.sqlite3_stmt_busy(statement) != 0)
                return true;
        }

        return false;
    }

    // Temporary tables and attached files outlive transactions. The list is made when the statement is prepared, so it cannot be kept.
    private bool HasFurtherDatabase()
    {
        using var list = new Statement(_db, "PRAGMA database_list");
        return list.Step() && list.Step();
    }
}
