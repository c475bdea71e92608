using System.Data.Common;
using Dapper;

namespace Reality.Loop.Serving;

/// <summary>
/// Views, and beside each change, in the same transaction, a line in the ledger: the order of its lines is the order of commits, and what
/// the checker holds every answer against.
/// </summary>
[RealityRepository]
public sealed partial class ViewRepository(IReality reality)
{
    /// <summary>A view; one that was never written has the value 0.</summary>
    [RealityKey("loop:view:<name>", Access = RealityAccess.Public, Route = "/views/{name}")]
    public partial Task<View> GetViewAsync(string name, CancellationToken ct = default);

    private static async Task<View> GetViewCoreAsync(DbConnection db, string name, CancellationToken ct) =>
        new(name, await db.ExecuteScalarAsync<long?>(new CommandDefinition("select value from views where name = @name", new { name }, cancellationToken: ct)) ?? 0);

    /// <summary>Writes a view; where it is to fail, it does so after its statements.</summary>
    [RealityInvalidates("loop:view:<name>")]
    public partial Task SetViewAsync(string name, string write, long value, bool fail, CancellationToken ct = default);

    private static async Task SetViewCoreAsync(DbConnection db, string name, string write, long value, bool fail, CancellationToken ct)
    {
        const string Sql = """
            insert into views (name, value) values (@name, @value) on conflict (name) do update set value = @value;
            insert into ledger (write, name, value) values (@write, @name, @value);
            """;
        await db.ExecuteAsync(new CommandDefinition(Sql, new { name, write, value }, cancellationToken: ct));
        if (fail)
            throw new DeliberateException();
    }
}
