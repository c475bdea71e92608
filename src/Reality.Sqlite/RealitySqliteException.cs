using System.Data.Common;

namespace Reality.Sqlite;

/// <summary>What is wrong with the storage's database file.</summary>
public enum RealitySqliteError
{
    /// <summary>Another writer held the file for longer than <see cref="SqliteStorageOptions.BusyTimeout"/>.</summary>
    Busy,

    /// <summary>The file cannot be opened or made: its directory is missing, or it is one.</summary>
    CannotOpen,

    /// <summary>The file or its directory cannot be written.</summary>
    ReadOnly,

    /// <summary>The file is no SQLite database, is encrypted, or is damaged.</summary>
    Corrupt,

    /// <summary>Reality's tables in the file are of a version that this one does not know, or are not Reality's.</summary>
    Schema,

    /// <summary>The file was deleted while the application ran.</summary>
    Gone,

    /// <summary>The file system does not let SQLite keep a write-ahead log, as some network ones do not.</summary>
    NoWriteAheadLog,

    /// <summary>The disk is full or failed.</summary>
    Disk,
}

/// <summary>The storage's database file cannot be used. The message names the file, what was found and what to do.</summary>
public sealed class RealitySqliteException : DbException
{
    internal RealitySqliteException(RealitySqliteError error, string path, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Error = error;
        DatabasePath = path;
    }

    /// <summary>What is wrong.</summary>
    public RealitySqliteError Error { get; }

    /// <summary>The database file.</summary>
    public string DatabasePath { get; }
}
