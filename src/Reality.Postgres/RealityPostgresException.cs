using System.Data.Common;

namespace Reality.Postgres;

/// <summary>What is wrong with the storage's database.</summary>
public enum RealityPostgresError
{
    /// <summary>The server is older than PostgreSQL 13.</summary>
    ServerVersion,

    /// <summary>The application's role lacks a privilege.</summary>
    Privilege,

    /// <summary>Reality's tables are not there.</summary>
    SchemaMissing,

    /// <summary>Reality's tables are of a version that this release does not know, or are not Reality's.</summary>
    SchemaVersion,

    /// <summary>Reality's tables are there in part: they are being restored, or a restore failed.</summary>
    SchemaIncomplete,

    /// <summary>The server is a standby, or refuses writes for another reason.</summary>
    ReadOnly,
}

/// <summary>The storage's database cannot be used. The message names the database, what was found and what to do.</summary>
public sealed class RealityPostgresException : DbException
{
    internal RealityPostgresException(RealityPostgresError error, string message, Exception? innerException = null)
        : base(message, innerException) => Error = error;

    /// <summary>What is wrong.</summary>
    public RealityPostgresError Error { get; }
}
