using System.Data.Common;
using Dapper;

namespace Reality.Sqlite.Worker;

/// <summary>Counters, written as a generated repository would write them.</summary>
internal sealed class Counters(IReality reality)
{
    /// <summary>How counters are hashed; the test that checks the hashes has its own copy.</summary>
    public static readonly ContentHash<long> Content = new("c0c0c0c0", static (hasher, value) => hasher.Add(value));

    public Task CreateAsync() =>
        reality.WriteAsync((write, _) => write.Connection.ExecuteAsync("create table if not exists counters (name text primary key, value integer not null)"));

    public Task<long> RaiseAsync(string name) =>
        reality.WriteAsync(async (write, cancel) =>
        {
            var value = await write.Connection.ExecuteScalarAsync<long>(
                "insert into counters values (@name, 1) on conflict (name) do update set value = value + 1 returning value", new { name });
            write.Bump(new CounterKey(name), static (connection, key, _) => ReadAsync(connection, key.Name), Content);
            return value;
        });

    /// <summary>Raises several counters, all or none.</summary>
    public Task<List<(string Name, long Value)>> RaiseAsync(IReadOnlyList<string> names) =>
        reality.TransactAsync(async _ =>
        {
            var raised = new List<(string, long)>();
            foreach (var name in names)
                raised.Add((name, await RaiseAsync(name)));

            return raised;
        });

    private static Task<long> ReadAsync(DbConnection connection, string name) =>
        connection.ExecuteScalarAsync<long>("select value from counters where name = @name", new { name });
}
