using Npgsql;

namespace Reality.Postgres;

/// <summary>Options of <see cref="PostgresRealityStorage"/>.</summary>
public sealed class PostgresStorageOptions
{
    private const int LongestIdentifier = 63;

    /// <summary>
    /// The schema of Reality's own tables in the application's database: lower-case letters, digits and <c>_</c>. Default <c>reality</c>.
    /// Applications that share a database each need a schema of their own.
    /// </summary>
    public string Schema { get; set; } = "reality";

    /// <summary>
    /// Whether the tables are made on first use. Where the application's role may not do that, apply
    /// <see cref="PostgresRealityStorage.GetScript"/> with one that may, and turn this off. Default <see langword="true"/>.
    /// </summary>
    public bool CreateSchema { get; set; } = true;

    /// <summary>
    /// Whether Reality's statements are prepared on the server, which makes them several times as fast. A PgBouncer that pools
    /// transactions needs <see langword="false"/> here unless it keeps prepared statements itself (version 1.21 and later, with
    /// <c>max_prepared_statements</c> above 0). Default <see langword="true"/>.
    /// </summary>
    public bool PrepareStatements { get; set; } = true;

    /// <summary>
    /// How long the tombstones of deleted keys are kept, at least a minute. <see langword="null"/>, the default, keeps them for ever: they
    /// are what versions continue from when a key comes back. Pruned ones are stood for by one number a family, so a key that comes back
    /// then continues above the highest of its family.
    /// </summary>
    public TimeSpan? PruneTombstonesAfter { get; set; }

    /// <summary>
    /// Whether servers tell each other of writes by NOTIFY, on two connections more for each server. It is of no use through a PgBouncer
    /// that pools transactions: there turn it off. Default <see langword="true"/>.
    /// </summary>
    public bool Hints { get; set; } = true;

    /// <summary>
    /// The connection string of one hot standby or several, which then answer in place of the primary where an answer may be
    /// <c>RealityOptions.MaxStaleness</c> old; with a staleness of zero they are never asked. Needs nothing of a standby but that it can be read, and
    /// the same privileges. One that is down, slow, behind, promoted or of another database costs only the question. Default
    /// <see langword="null"/>: no standby.
    /// </summary>
    public string? StandbyConnectionString { get; set; }

    /// <summary>
    /// The same as <see cref="StandbyConnectionString"/>, as a data source, which stays its owner's. One of the two at most.
    /// </summary>
    public NpgsqlDataSource? StandbyDataSource { get; set; }

    /// <exception cref="ArgumentException">An option cannot be used; the message says why.</exception>
    internal void Validate()
    {
        if (Schema.Length is 0 or > LongestIdentifier || char.IsAsciiDigit(Schema[0]) || !Schema.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            throw new ArgumentException($"The schema '{Schema}' must be 1 to {LongestIdentifier} lower-case letters, digits and '_', and not begin with a digit.");

        if (Schema.StartsWith("pg_", StringComparison.Ordinal))
            throw new ArgumentException($"The schema '{Schema}' begins with 'pg_', which PostgreSQL keeps for itself.");

        if (PruneTombstonesAfter < TimeSpan.FromMinutes(1))
            throw new ArgumentException($"PruneTombstonesAfter is {PruneTombstonesAfter}; tombstones must be kept for a minute at least, and days are usual.");

        if (StandbyConnectionString is not null && StandbyDataSource is not null)
            throw new ArgumentException("StandbyConnectionString and StandbyDataSource are both set. Set one of them, or none.");

        // Where it is wrong, the line that gave it fails, not the first request.
        _ = new NpgsqlConnectionStringBuilder(StandbyConnectionString);
    }
}
