using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reality.Server;

namespace Reality.Typed.Tests.Serving;

/// <summary>A real server over a SQLite file of its own.</summary>
internal sealed class RoomsServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reality-typed-").FullName;
    private readonly WebApplication _app;

    private RoomsServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddReality().UseSqlite(Connection);
        builder.Services.AddTypedRepositories();
        _app = builder.Build();
        _app.MapReality();
    }

    public Uri Address => new(_app.Urls.First());

    private string Connection => $"Data Source={Path.Combine(_folder, "rooms.db")}";

    public static async Task<RoomsServer> StartAsync()
    {
        var server = new RoomsServer();
        await using (var connection = new SqliteConnection(server.Connection))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "create table lines (id integer primary key, room_id text not null, text text not null)";
            await command.ExecuteNonQueryAsync();
        }

        await server._app.StartAsync();
        return server;
    }

    public async Task SayAsync(string roomId, string text)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IRooms>().SayAsync(roomId, text, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
