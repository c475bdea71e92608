using System.Data.Common;
using Dapper;

namespace Board.Storage;

/// <summary>
/// A browser that got no answer asks again, and what it asked for may have been done. Each write that is not the same when it is done twice
/// has a name, which is kept in the transaction of the write.
/// </summary>
internal static class DoneWrites
{
    /// <summary>Whether a write is done for the first time.</summary>
    public static async Task<bool> IsFirstAsync(DbConnection db, string id, CancellationToken ct) =>
        await db.ExecuteAsync(new CommandDefinition(
            "insert into done_writes (id) values (@id) on conflict do nothing", new { id }, cancellationToken: ct)) == 1;
}
