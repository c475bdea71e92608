using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Reality.Sqlite.Connections;

/// <summary>The database file: how it is opened, and what its errors mean.</summary>
internal sealed class Database : IDisposable
{
    private readonly string _connectionString;
    private readonly SqliteStorageOptions _options;
    private readonly Lock _anchorLock = new();
    private StorageConnection? _anchor;

    public Database(SqliteStorageOptions options)
    {
        _options = options;
        var builder = new SqliteConnectionStringBuilder(options.ConnectionString);
        Path = builder.DataSource;
        builder.Pooling = false;
        _connectionString = builder.ConnectionString;
    }

    /// <summary>The file, as the connection string names it.</summary>
    public string Path { get; }

    public TimeSpan BusyTimeout => _options.BusyTimeout;

    /// <exception cref="ArgumentException">The connection string names no file that can hold nodes.</exception>
    public static void Validate(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        var source = builder.DataSource;
        const string Advice = "Name a file ('Data Source=app.db'), or leave UseSqlite out: without a storage, Reality keeps its nodes in memory.";
        if (source.Length == 0)
            throw new ArgumentException($"The connection string names no database file. {Advice}", nameof(connectionString));

        if (source == ":memory:" || builder.Mode == SqliteOpenMode.Memory || builder.Cache == SqliteCacheMode.Shared)
            throw new ArgumentException($"A SQLite database in memory or with a shared cache cannot hold Reality's nodes: each connection would see another database, or locks that readers wait for. {Advice}", nameof(connectionString));

        if (source.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"'{source}' is a URI, whose parameters can take away locks that Reality needs. Give the path itself. {Advice}", nameof(connectionString));

        if (builder.Mode == SqliteOpenMode.ReadOnly)
            throw new ArgumentException($"The connection string opens '{source}' read-only, but every recorded write is written there. Leave 'Mode=ReadOnly' out.", nameof(connectionString));
    }

    /// <summary>Opens a connection. Only the installing one makes a file: elsewhere a deleted file must not come back empty.</summary>
    public StorageConnection Open(ConnectionUse use)
    {
        var builder = new SqliteConnectionStringBuilder(_connectionString);
        if (use != ConnectionUse.Install)
            builder.Mode = SqliteOpenMode.ReadWrite;

        var connection = new SqliteConnection(builder.ConnectionString);
        try
        {
            connection.Open();

            // Writers wait in BusyRetry, without a thread; what readers wait for is over in milliseconds.
            raw.sqlite3_busy_timeout(connection.Handle, use == ConnectionUse.Read ? (int)_options.BusyTimeout.TotalMilliseconds : 0);
            _options.ConfigureConnection?.Invoke(connection);
            return new StorageConnection(connection, use, _options.Durability);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Keeps a connection open, so that all others can be held against the file that the storage began with: after a replacement, some
    /// would still write to the old one and the rest to the new.
    /// </summary>
    public void Anchor(StorageConnection connection)
    {
        lock (_anchorLock)
        {
            _anchor?.Dispose();
            _anchor = connection;
        }
    }

    /// <exception cref="RealitySqliteException">The file is no longer the one that the storage began with.</exception>
    public void RequireSameFile()
    {
        lock (_anchorLock)
        {
            if (_anchor is { HasMoved: true })
                throw Gone();
        }
    }

    public void Dispose()
    {
        lock (_anchorLock)
        {
            _anchor?.Dispose();
            _anchor = null;
        }
    }

    /// <summary>The error in words that someone can act on; the exception itself where it is not about the file.</summary>
    public Exception Describe(SqliteException exception) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Busy(exception),
        raw.SQLITE_CANTOPEN when Directory.Exists(Path) =>
            Error(RealitySqliteError.CannotOpen, $"The database file '{Path}' is a directory. Name a file in it.", exception),
        raw.SQLITE_CANTOPEN when System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) is { } directory && !Directory.Exists(directory) =>
            Error(RealitySqliteError.CannotOpen, $"The database file '{Path}' cannot be made: there is no directory '{directory}'. Create it, or correct 'Data Source'.", exception),
        raw.SQLITE_CANTOPEN =>
            Error(RealitySqliteError.CannotOpen, $"The database file '{Path}' cannot be opened. It must exist, or its directory must allow it to be made, and this process must be allowed to read and write both.", exception),
        raw.SQLITE_READONLY or raw.SQLITE_PERM =>
            Error(RealitySqliteError.ReadOnly, $"The database file '{Path}' cannot be written. This process must be allowed to write the file and its directory (SQLite keeps '-wal' and '-shm' files beside it).", exception),
        raw.SQLITE_NOTADB =>
            Error(RealitySqliteError.Corrupt, $"The file '{Path}' is not a SQLite database, or it is encrypted and the connection string has no password. Name another file, or restore it.", exception),
        raw.SQLITE_CORRUPT =>
            Error(RealitySqliteError.Corrupt, $"The database file '{Path}' is damaged. Restore it from a backup, then start a new epoch.", exception),
        raw.SQLITE_FULL or raw.SQLITE_IOERR =>
            Error(RealitySqliteError.Disk, $"The disk under the database file '{Path}' is full or failed ({exception.Message}).", exception),
        _ => exception,
    };

    public RealitySqliteException Busy(Exception? exception) => Error(
        RealitySqliteError.Busy,
        $"The database file '{Path}' has been locked by another writer for more than {_options.BusyTimeout.TotalSeconds:0.###} s. Keep write transactions short, or raise SqliteStorageOptions.BusyTimeout.",
        exception);

    public RealitySqliteException Error(RealitySqliteError error, string message, Exception? exception = null) =>
        new(error, Path, message, exception);

    private RealitySqliteException Gone() => Error(
        RealitySqliteError.Gone,
        $"The database file '{Path}' was deleted, renamed or replaced while this application ran; what it holds open is no longer the file at that path. Stop every process that uses the file, put the right file in place without the old one's '-wal' and '-shm', start a new epoch if it is a copy, and start again.");
}
