using Dapper;
using Npgsql;
using Reality.Faults.History;
using Reality.Faults.Serving;
using Reality.Processes.Network;
using Reality.Processes.Postgres;

namespace Reality.Faults.Driving;

/// <summary>A PostgreSQL behind a stretch of network of our own, so that another one can take its place.</summary>
internal sealed class PostgresCluster(bool isNotifyRefused = false) : IDatabase
{
    /// <summary>Who the servers are to the database; the run itself is somebody else.</summary>
    public const string Role = "app";

    private const string Database = "faults";

    private readonly PostgresOptions _options = new()
    {
        // When each commit took place, by the database's own record, is what the checker orders them by.
        Settings = new Dictionary<string, string> { ["track_commit_timestamp"] = "on", ["checkpoint_timeout"] = "30s" },
    };

    private PostgresServer? _primary;
    private TcpProxy? _network;

    public bool IsSerial => false;

    public PostgresServer Primary => _primary!;

    public TcpProxy Network => _network!;

    public async Task StartAsync()
    {
        _primary = await PostgresServer.StartAsync(_options);
        await _primary.CreateDatabaseAsync(Database);
        await _primary.ExecuteAsync(
            $"""
            create role {Role} login;
            grant create on database {Database} to {Role};
            {(isNotifyRefused ? "revoke execute on function pg_notify(text, text) from public;" : "")}
            create table items (line bigint generated always as identity primary key, write text not null, name text not null, delta bigint not null);
            create index items_name on items (name) include (delta);
            grant select, insert on items to {Role};
            """,
            Database);
        _network = new TcpProxy(_primary.Port);
    }

    public ServerSettings Connect(ServerSettings settings) => settings with
    {
        Postgres = new NpgsqlConnectionStringBuilder(Primary.ConnectionStringOf(Database, Network.Port))
        {
            Username = Role,
            Pooling = true,
            MaxPoolSize = 20,
            Timeout = 5,
            CommandTimeout = 10,
        }.ConnectionString,
    };

    public Task<IReadOnlyList<Commit>> ReadAsync() => ReadAsync(Primary);

    /// <summary>Replaces the primary. Nobody is let through meanwhile.</summary>
    /// <param name="next">Makes the next one ready to be led to.</param>
    /// <returns>What the last one held at its end.</returns>
    public async Task<Life> ReplaceAsync(Func<PostgresServer, Task<PostgresServer>> next)
    {
        var last = Primary;
        await last.KillAsync();
        var ended = Clock.Now;
        Network.IsRefusing = true;
        Network.Cut();

        // For us alone: what it had committed, some answers rightly told.
        await last.StartAgainAsync();
        var commits = await ReadAsync(last);
        await last.KillAsync();
        _primary = await next(last);
        Network.Target = Primary.Port;
        Network.IsRefusing = false;
        return new Life(ended, commits);
    }

    public async ValueTask DisposeAsync()
    {
        _network?.Dispose();
        if (_primary is not null)
            await _primary.DisposeAsync();
    }

    private static async Task<IReadOnlyList<Commit>> ReadAsync(PostgresServer server)
    {
        const string Sql = """
            select write as Write, name as Name, delta as Delta, (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000000)::bigint as At
            from items order by At, line
            """;
        await using var connection = new NpgsqlConnection(server.ConnectionStringOf(Database));
        var lines = await connection.QueryAsync<(string Write, string Name, long Delta, long At)>(Sql);
        return
        [
            .. lines.GroupBy(line => (line.Write, line.At))
                .Select(write => new Commit(write.Key.Write, write.Key.At, [.. write.Select(line => new History.Change(ViewNames.KeyOf(line.Name), line.Delta))])),
        ];
    }
}
