using System.Data.Common;
using System.Net.Http.Json;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reality.Migration.Tests.Before;

namespace Reality.Migration.Tests.Running;

/// <summary>One of the stages as an application on Kestrel, over a database file that may be there already.</summary>
internal sealed class RunningRooms : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningRooms(WebApplication app)
    {
        _app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Http { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<RunningRooms> StartAsync(string file, bool hasReality, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<DbDataSource>(_ => SqliteFactory.Instance.CreateDataSource($"Data Source={file}"));
        builder.Services.AddSingleton<MessageStore>();
        builder.Services.AddSingleton<MessageFeed>();
        builder.Services.AddSignalR();
        if (hasReality)
        {
            builder.Services.AddReality().UseSqlite($"Data Source={file}");
            builder.Services.AddRoomsRepositories();
        }

        var app = builder.Build();
        map(app);
        await using (var db = await app.Services.GetRequiredService<DbDataSource>().OpenConnectionAsync(Cancel))
            await db.ExecuteAsync("create table if not exists messages (id integer primary key, room text not null, text text not null)");

        await app.StartAsync(Cancel);
        return new RunningRooms(app);
    }

    public async Task<string> GetAsync(string room) => await Http.GetStringAsync($"/api/rooms/{room}/messages", Cancel);

    public async Task PostAsync(string room, string text)
    {
        using var response = await Http.PostAsJsonAsync($"/api/rooms/{room}/messages", new NewMessage(text), Cancel);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Reads a stream until a line says what is waited for.</summary>
    public async Task<string> ListenAsync(string path, string text)
    {
        using var lines = new StreamReader(await Http.GetStreamAsync(path, Cancel));
        while (await lines.ReadLineAsync(Cancel) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal) && line.Contains(text, StringComparison.Ordinal))
                return line;
        }

        throw new EndOfStreamException(path);
    }

    /// <summary>Waits for somebody to listen to the old stream, which has no other sign of it: it sends nothing before its first event.</summary>
    public async Task UntilListenedAsync()
    {
        var feed = _app.Services.GetRequiredService<MessageFeed>();
        for (var i = 0; feed.Listeners == 0; i++)
        {
            Assert.True(i < 1_000, "Nobody listens.");
            await Task.Delay(10, Cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
