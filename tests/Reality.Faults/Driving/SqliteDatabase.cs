using Dapper;
using Microsoft.Data.Sqlite;
using Reality.Faults.History;
using Reality.Faults.Serving;
using Reality.Processes.Running;

namespace Reality.Faults.Driving;

/// <summary>A file.</summary>
internal sealed class SqliteDatabase : IDatabase
{
    private readonly TemporaryFolder _folder = new("reality-faults-");

    public bool IsSerial => true;

    private string File => Path.Combine(_folder.Path, "faults.db");

    public async Task StartAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.ExecuteAsync("""
            create table items (line integer primary key, write text not null, name text not null, delta integer not null);
            create index items_name on items (name, delta);
            """);
    }

    public ServerSettings Connect(ServerSettings settings) => settings with { Sqlite = File };

    public async Task<IReadOnlyList<Commit>> ReadAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        var lines = await connection.QueryAsync<(string Write, string Name, long Delta)>("select write, name, delta from items order by line");
        return [.. lines.GroupBy(line => line.Write).Select(write => new Commit(write.Key, 0, [.. write.Select(line => new History.Change(ViewNames.KeyOf(line.Name), line.Delta))]))];
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
