using System.Data.Common;
using Dapper;

namespace Reality.Faults.Serving;

/// <summary>
/// The application's one table. Writes only insert, so that no lock on a row of the user's orders them; each line carries the write that
/// made it, so that the table is also what the checker holds every answer against.
/// </summary>
internal static class Items
{
    /// <summary>The number of contents that a view can have.</summary>
    public const int Contents = 3;

    public static long ContentOf(long sum) => sum % Contents;

    public static async Task<View> ReadAsync(DbConnection db, string name, string family, CancellationToken ct)
    {
        const string Sql = "select cast(coalesce(sum(delta), 0) as bigint) as Sum, count(*) as Writes from items where name = @name or name = @family";
        var (sum, writes) = await db.QuerySingleAsync<(long Sum, long Writes)>(new CommandDefinition(Sql, new { name, family }, cancellationToken: ct));
        return new View(name, ContentOf(sum), writes);
    }

    public static async Task AddAsync(DbConnection db, string name, Change change, CancellationToken ct)
    {
        const string Sql = "insert into items (write, name, delta) values (@write, @name, @delta)";
        await db.ExecuteAsync(new CommandDefinition(Sql, new { write = change.Write, name, delta = change.Delta }, cancellationToken: ct));
        if (change.Pause > 0)
            await PauseAsync(db, change.Pause, ct);
        if (change.Fails)
            throw new DeliberateException();
    }

    // In the database where it can: a slow statement, not a slow application.
    private static Task PauseAsync(DbConnection db, int milliseconds, CancellationToken ct) =>
        db is Npgsql.NpgsqlConnection
            ? db.ExecuteAsync(new CommandDefinition("select pg_sleep(@seconds)", new { seconds = milliseconds / 1000.0 }, cancellationToken: ct))
            : Task.Delay(milliseconds, ct);
}
