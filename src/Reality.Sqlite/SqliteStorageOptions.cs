using Microsoft.Data.Sqlite;

namespace Reality.Sqlite;

/// <summary>How far a commit is written before it is acknowledged.</summary>
public enum SqliteDurability
{
    /// <summary><c>synchronous=FULL</c>: an acknowledged write survives a loss of power, as far as the disk is honest.</summary>
    Full,

    /// <summary>
    /// <c>synchronous=NORMAL</c>: several times faster; a loss of power or a crash of the operating system may take back the last
    /// acknowledged writes (a crash of the application never does). The boot id of the operating system is kept with the data, so that
    /// clients notice when that may have happened. Linux only, where that id can be read.
    /// </summary>
    Normal,
}

/// <summary>Options of <see cref="SqliteRealityStorage"/>.</summary>
public sealed class SqliteStorageOptions
{
    /// <summary>
    /// The connection string of the application's database file, as Microsoft.Data.Sqlite reads it, such as <c>Data Source=chat.db</c>.
    /// In-memory databases and shared caches are refused.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>What the names of Reality's own tables begin with: lower-case letters, digits and <c>_</c>. Default <c>reality_</c>.</summary>
    public string TablePrefix { get; set; } = "reality_";

    /// <summary>How long a write waits for another writer of the file, of this process or another one, before it fails. Default 5 s.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How far a commit is written before it is acknowledged. Default <see cref="SqliteDurability.Full"/>.</summary>
    public SqliteDurability Durability { get; set; } = SqliteDurability.Full;

    /// <summary>
    /// Called once for each connection that is opened, before anything else runs on it: the place for functions and collations of your
    /// own, and for <c>PRAGMA foreign_keys</c> and the like.
    /// </summary>
    public Action<SqliteConnection>? ConfigureConnection { get; set; }

    /// <summary>Reads the boot id of the operating system; replaced by tests, which cannot restart it.</summary>
    internal Func<string?> ReadBootId { get; set; } = Schema.BootId.Read;

    /// <exception cref="ArgumentException">An option cannot be used; the message says why.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(BusyTimeout, TimeSpan.Zero);
        Connections.Database.Validate(ConnectionString);
        if (TablePrefix.Length == 0 || char.IsAsciiDigit(TablePrefix[0]) || !TablePrefix.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            throw new ArgumentException($"The table prefix '{TablePrefix}' must be lower-case letters, digits and '_', and not begin with a digit.");
    }
}
