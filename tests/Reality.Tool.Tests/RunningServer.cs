using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reality.Server;
using Xunit;

namespace Reality.Tool.Tests;

/// <summary>A server with rooms that everyone may ask for.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private RunningServer(WebApplication app)
    {
        _app = app;
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public static async Task<RunningServer> StartAsync(Action<RealityBuilder> storage)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        storage(builder.Services.AddReality());
        builder.Services.AddSingleton<RealityModule, RoomModule>();
        var app = builder.Build();
        app.MapReality();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningServer(app);
    }

    public Task WriteAsync(string key) =>
        _app.Services.GetRequiredService<IReality>().UpdateNodeAsync(key, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Asks which of the keys changed, as a client does that ignores epochs.</summary>
    public async Task<(Dictionary<string, long> Changed, string Epoch)> SyncAsync(Dictionary<string, long> known)
    {
        using var response = await _client.PostAsJsonAsync("/reality/sync", new { known }, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = (await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
        return (
            answer["changed"]!.AsObject().ToDictionary(entry => entry.Key, entry => (long)entry.Value!["version"]!),
            (string)answer["epoch"]!);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    private readonly record struct RoomKey(string Id) : IRealityKey<string>
    {
        public string Text => KeyText.Create($"chat:room:{Id}");
    }

    private sealed class RoomModule : RealityModule
    {
        private static readonly RealityTemplate<RoomKey, string> Room = new()
        {
            Text = "chat:room:<id>",
            Access = RealityAccess.Public,
            Content = new ContentHash<string>("0a1b2c3d", static (hasher, text) => hasher.Add(text)),
            Parser = static (ReadOnlySpan<char> text, out RoomKey key) =>
            {
                var reader = new KeyReader(text);
                string? id = null;
                var parsed = reader.Literal("chat") && reader.Literal("room") && reader.String(out id) && reader.End;
                key = new RoomKey(id ?? "");
                return parsed;
            },
        };

        public override string Name => "Rooms";

        public override IReadOnlyList<RealityTemplate> Templates => [Room];

        public override IReadOnlyList<RealityRepositoryInfo> Repositories => [];

        public override RealityTemplate? Match(ReadOnlySpan<char> key) => Room.TryParse(key, out _) ? Room : null;
    }
}
