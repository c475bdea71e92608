using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reality.Server.Storage;
using Reality.Server.Storage.InMemory;
using Reality.Sqlite;
using Xunit;

namespace Reality.Server.Tests.Hosting;

/// <summary>A whole application on Kestrel, on a free port of the loopback interface.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private readonly string? _directory;

    private RunningApp(WebApplication app, string? directory)
    {
        App = app;
        _directory = directory;
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public WebApplication App { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => App.Services;

    public IReality Reality => Services.GetRequiredService<IReality>();

    public NoteRepository Notes => Services.GetRequiredService<NoteRepository>();

    public int ReplicaCount => Services.GetRequiredService<Reality.Server.Replica.GraphReplica>().Count;

    public PausedStorage Storage => (PausedStorage)Services.GetRequiredService<IRealityStorage>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>An application whose nodes are in memory.</summary>
    public static Task<RunningApp> InMemoryAsync(
        Action<RealityOptions>? options = null,
        Action<WebApplicationBuilder>? services = null,
        Action<WebApplication>? map = null) =>
        StartAsync(_ => new InMemoryRealityStorage(), null, options, services, map);

    /// <summary>An application on a SQLite file of its own, with a table of notes.</summary>
    public static async Task<RunningApp> OnSqliteAsync(
        Action<RealityOptions>? options = null,
        Action<WebApplicationBuilder>? services = null,
        Action<WebApplication>? map = null)
    {
        var directory = Directory.CreateTempSubdirectory("reality-server-").FullName;
        var app = await StartAsync(_ => OpenFile(directory), directory, options, services, map);
        await app.Reality.WriteAsync((write, token) =>
            write.Connection.RunAsync("create table notes (id text primary key, text text not null)", token), Cancel);
        return app;
    }

    /// <summary>Another server on the same SQLite file.</summary>
    public Task<RunningApp> StartAnotherAsync(
        Action<RealityOptions>? options = null,
        Action<WebApplicationBuilder>? services = null,
        Action<WebApplication>? map = null) => StartAsync(_ => OpenFile(_directory!), null, options, services, map);

    public static async Task<RunningApp> StartAsync(
        Func<IServiceProvider, IRealityStorage> storage,
        string? directory,
        Action<RealityOptions>? options,
        Action<WebApplicationBuilder>? services,
        Action<WebApplication>? map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddReality(options);
        builder.Services.AddSingleton<IRealityStorage>(provider => new PausedStorage(storage(provider)));
        builder.Services.AddSingleton<RealityModule, NoteModule>();
        builder.Services.AddSingleton<NoteRepository>();
        builder.Services.AddAuthentication(HeaderUsers.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, HeaderUsers>(HeaderUsers.SchemeName, null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy("reader", policy => policy.RequireAssertion(Policies.IsReader))
            .AddPolicy("shopper", policy => policy.RequireAssertion(Policies.IsShopper));
        services?.Invoke(builder);

        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        if (map is null)
            app.MapReality();
        else
            map(app);

        await app.StartAsync(Cancel);
        return new RunningApp(app, directory);
    }

    /// <summary>Asks what changed.</summary>
    public Task<SyncReply> SyncAsync(params (string Key, long Version)[] known) => SyncAsAsync(null, known);

    public Task<SyncReply> SyncAsAsync(string? user, params (string Key, long Version)[] known) =>
        PostAsync($$"""{"known":{{Known(known)}}}""", user);

    /// <summary>Posts a body as it is.</summary>
    public async Task<SyncReply> PostAsync(string body, string? user = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/reality/sync")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { { "Content-Type", type } } },
        };
        return await SendAsync(request, user);
    }

    public async Task<SyncReply> SendAsync(HttpRequestMessage request, string? user = null)
    {
        if (user is not null)
            request.Headers.Add(HeaderUsers.Header, Uri.EscapeDataString(user));

        var response = await Client.SendAsync(request, Cancel);
        return new SyncReply(response, await response.Content.ReadAsStringAsync(Cancel));
    }

    public Task<SyncReply> GetAsync(string path, string? user = null) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), user);

    /// <summary>Asks what changed, and is willing to wait for it.</summary>
    public Task<SyncReply> HoldAsync(int wait, string? user, params (string Key, long Version)[] known) =>
        PostAsync($$"""{"known":{{Known(known)}},"wait":{{wait}}}""", user);

    /// <summary>Asks what changed since an answer, of a server that may be a little behind.</summary>
    public Task<SyncReply> SyncSeenAsync(SyncReply last, params (string Key, long Version)[] known) =>
        PostAsync($$"""{"known":{{Known(known)}},"seen":{{last.ServerVersion}},"epoch":"{{last.Epoch}}"}""");

    /// <summary>The number of syncs that the server holds.</summary>
    public int HeldCount => Services.GetRequiredService<Reality.Server.Holding.HeldSyncs>().Count;

    public Task WaitForHeldAsync(int count) => TestWait.UntilAsync(() => HeldCount == count, Cancel);

    public static string Known(params (string Key, long Version)[] known) =>
        "{" + string.Join(",", known.Select(entry => $"{System.Text.Json.JsonSerializer.Serialize(entry.Key)}:{entry.Version}")) + "}";

    private static SqliteRealityStorage OpenFile(string directory) =>
        new(new SqliteStorageOptions { ConnectionString = $"Data Source={Path.Combine(directory, "app.db")}" });

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
        if (_directory is not null)
            Directory.Delete(_directory, recursive: true);
    }
}
