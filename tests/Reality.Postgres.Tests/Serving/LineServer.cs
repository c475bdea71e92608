using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Reality.Postgres.Tests.Standbys;
using Reality.Server;
using Reality.Server.Storage;
using Xunit;

namespace Reality.Postgres.Tests.Serving;

/// <summary>A server on Kestrel over a PostgreSQL that others may share.</summary>
internal sealed class LineServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _database;
    private readonly HttpClient _http = new();

    private LineServer(WebApplication app, string database, LogLines log)
    {
        _app = app;
        _database = database;
        Log = log;
        _http.BaseAddress = new Uri(app.Urls.First());
    }

    public LogLines Log { get; }

    public IReality Reality => _app.Services.GetRequiredService<IReality>();

    public IRealityStorage Storage => _app.Services.GetRequiredService<IRealityStorage>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<LineServer> StartAsync(string database, Action<RealityOptions>? options = null)
    {
        await using (var connection = new NpgsqlConnection(database))
            await connection.ExecuteAsync("create table if not exists lines (id text primary key, text text not null)");

        var log = new LogLines();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new Provider(log));
        builder.Services.AddReality(options).UsePostgres(TestDatabase.Pooled(database));
        builder.Services.AddSingleton<RealityModule, LineModule>();
        var app = builder.Build();
        app.MapReality();
        await app.StartAsync(Cancel);
        return new LineServer(app, database, log);
    }

    /// <summary>A write as a repository makes it.</summary>
    public Task SetAsync(string id, string text) => Reality.WriteAsync(
        async (write, token) =>
        {
            await write.Connection.ExecuteAsync(new CommandDefinition(
                "insert into lines values (@id, @text) on conflict (id) do update set text = excluded.text", new { id, text }, cancellationToken: token));
            write.Bump(new LineKey(id), static (db, key, cancel) => LineModule.ReadLineAsync(db, key, cancel), LineModule.Content);
        },
        Cancel,
        "Lines.SetAsync");

    /// <summary>A write as a script makes it.</summary>
    public async Task SetBehindAsync(string id, string text)
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.ExecuteAsync("update lines set text = @text where id = @id", new { id, text });
    }

    public Task<string> GetAsync(string path) => _http.GetStringAsync(new Uri(path, UriKind.Relative), Cancel);

    public async Task<long> VersionAsync(string key) => (long)(await SyncAsync(key, 0, wait: 0))!["version"]!;

    /// <returns>What changed; <see langword="null"/> where nothing did.</returns>
    public async Task<JsonNode?> SyncAsync(string key, long known, int wait)
    {
        var body = new JsonObject { ["known"] = new JsonObject { [key] = known }, ["wait"] = wait };
        using var response = await _http.PostAsJsonAsync(new Uri("/reality/sync", UriKind.Relative), body, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!["changed"]![key];
    }

    public async Task UntilVersionAsync(string key, long version)
    {
        for (var i = 0; await VersionAsync(key) < version; i++)
        {
            Assert.True(i < 500, $"{key} never came to version {version}.");
            await Task.Delay(20, Cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private sealed class Provider(LogLines log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => log;

        public void Dispose()
        {
        }
    }
}
