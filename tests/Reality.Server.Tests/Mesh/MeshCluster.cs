using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reality.Processes.Network;
using Reality.Server.Mesh;
using Reality.Server.Tests.Hosting;
using Reality.Sqlite;
using Xunit;

namespace Reality.Server.Tests.Mesh;

/// <summary>
/// Servers on Kestrel over one database, in a mesh. They may answer from what they hold for an hour, so that a write of another one is
/// seen only by a hint.
/// </summary>
internal sealed class MeshCluster : IAsyncDisposable
{
    public const string Secret = "a secret of thirty-two characters";

    private readonly string _directory = Directory.CreateTempSubdirectory("reality-mesh-").FullName;
    private string? _epoch;
    private int _messages;

    private MeshCluster(int count) => Urls = [.. Enumerable.Range(0, count).Select(_ => $"http://127.0.0.1:{Loopback.FreePort()}")];

    public string[] Urls { get; }

    public List<RunningApp> Apps { get; } = [];

    public LogLines Log { get; } = new();

    /// <summary>How many messages reached a server.</summary>
    public int Messages => Volatile.Read(ref _messages);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<MeshCluster> StartAsync(int count, Action<int, MeshOptions, string[]>? configure = null, TimeSpan? staleness = null)
    {
        var cluster = new MeshCluster(count);
        for (var i = 0; i < count; i++)
            cluster.Apps.Add(await cluster.StartAsync(i, configure ?? All, staleness ?? TimeSpan.FromHours(1)));

        await cluster.Apps[0].Reality.WriteAsync((write, token) =>
            write.Connection.RunAsync("create table notes (id text primary key, text text not null)", token), Cancel);
        return cluster;
    }

    public MeshGossip Gossip(int server) => Apps[server].Services.GetRequiredService<MeshGossip>();

    /// <summary>The version of a room as a server answers it from what it holds, to one who has seen nothing of this epoch.</summary>
    public async Task<long> SeesAsync(int server, string room)
    {
        _epoch ??= (await Apps[server].SyncAsync()).Json["epoch"]!.GetValue<string>();
        return (await Apps[server].PostAsync($$"""{"known":{"chat:room:{{room}}":0},"seen":0,"epoch":"{{_epoch}}"}""")).Version($"chat:room:{room}");
    }

    public async Task UntilSeenAsync(int server, string room, long version)
    {
        for (var i = 0; await SeesAsync(server, room) < version; i++)
        {
            Assert.True(i < 500, $"server {server} never saw version {version} of {room}");
            await Task.Delay(20, Cancel);
        }
    }

    /// <summary>Waits until no message has come for a while.</summary>
    public async Task<int> UntilQuietAsync()
    {
        for (var i = 0; i < 50; i++)
        {
            var before = Messages;
            await Task.Delay(300, Cancel);
            if (Messages == before)
                return before;
        }

        throw new TimeoutException($"After {Messages} messages there are still more.");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in Apps)
            await app.DisposeAsync();

        Directory.Delete(_directory, recursive: true);
    }

    private static void All(int server, MeshOptions options, string[] urls)
    {
        foreach (var url in urls)
            options.Peers.Add(url);
    }

    private Task<RunningApp> StartAsync(int server, Action<int, MeshOptions, string[]> configure, TimeSpan staleness) =>
        RunningApp.StartAsync(
            _ => new SqliteRealityStorage(new SqliteStorageOptions { ConnectionString = $"Data Source={Path.Combine(_directory, "app.db")}" }),
            null,
            options =>
            {
                options.ServerId = $"server-{server}";
                options.MaxStaleness = staleness;
            },
            builder =>
            {
                builder.WebHost.UseUrls(Urls[server]);
                builder.Logging.Services.AddSingleton<ILoggerProvider>(Log);
                builder.Services.AddReality().UseMesh(options =>
                {
                    options.Url = Urls[server];
                    options.Secret = Secret;
                    configure(server, options, Urls);
                });
            },
            app =>
            {
                app.Use((context, next) =>
                {
                    if (context.Request.Path == "/reality/mesh")
                        Interlocked.Increment(ref _messages);

                    return next(context);
                });
                app.MapReality();
            });
}
