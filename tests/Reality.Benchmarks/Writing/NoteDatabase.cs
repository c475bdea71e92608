using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Reality.Processes.Postgres;

namespace Reality.Benchmarks.Writing;

/// <summary>A throw-away PostgreSQL that waits for its disk, with the notes, and an application over it.</summary>
internal sealed class NoteDatabase : IAsyncDisposable
{
    public const int Clients = 64;

    private readonly PostgresServer _server;
    private readonly NpgsqlDataSource _source;
    private readonly WebApplication _app;

    private NoteDatabase(PostgresServer server, NpgsqlDataSource source, WebApplication app)
    {
        (_server, _source, _app) = (server, source, app);
        Hand = new HandWritten(source);
        Woven = app.Services.GetRequiredService<NoteRepository>();
    }

    public HandWritten Hand { get; }

    public NoteRepository Woven { get; }

    public int Port => _server.Port;

    public static async Task<NoteDatabase> StartAsync()
    {
        if (PostgresServer.Missing is { } missing)
            throw new InvalidOperationException($"This bench measures on PostgreSQL. {missing}");

        var server = await PostgresServer.StartAsync(new() { Fsync = true, Settings = new Dictionary<string, string> { ["shared_buffers"] = "256MB" } });
        try
        {
            await server.CreateDatabaseAsync("bench");
            await using (var db = new NpgsqlConnection(server.ConnectionStringOf("bench")))
            {
                foreach (var statement in NoteSql.Tables.Split(";\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                    await db.ExecuteAsync(statement);
            }

            var app = Application(ConnectionStringOf(server, server.Port));
            await app.StartAsync();
            return new(server, NpgsqlDataSource.Create(ConnectionStringOf(server, server.Port)), app);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same contestants over another way to the same database.</summary>
    public async Task<T> ThroughAsync<T>(int port, Func<HandWritten, NoteRepository, Task<T>> work)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionStringOf(_server, port));
        await using var app = Application(ConnectionStringOf(_server, port));
        await app.StartAsync();
        var result = await work(new(source), app.Services.GetRequiredService<NoteRepository>());
        await app.StopAsync();
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _source.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static string ConnectionStringOf(PostgresServer server, int port) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionStringOf("bench", port))
        {
            Pooling = true,
            MaxPoolSize = Clients,
            // The same for all contestants: statements are prepared after their second use.
            MaxAutoPrepare = 50,
            AutoPrepareMinUsages = 2,
        }.ConnectionString;

    private static WebApplication Application(string connectionString)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddReality().UsePostgres(connectionString);
        builder.Services.AddBenchRepositories();
        var app = builder.Build();
        app.MapReality();
        return app;
    }
}
