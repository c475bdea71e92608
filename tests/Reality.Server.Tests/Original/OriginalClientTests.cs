using System.Diagnostics;
using System.Text.Json.Nodes;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Original;

/// <summary>The original library's clients against a real server.</summary>
public sealed class OriginalClientTests
{
    private const string Key = "chat:room:a";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_mounts_syncs_and_hears_of_a_change()
    {
        await using var app = await StartAsync();
        await app.Notes.SetAsync("a", "one", Cancel);
        var client = Connect(app);

        var node = await client.MountAsync(Key, Cancel);
        Assert.Equal(("one", 2L, false), (node.Data, node.Version, node.IsStale));

        await client.SyncAsync("focus", Cancel, Key);
        Assert.Equal(1, node.Fetches);

        await app.Notes.SetAsync("a", "two", Cancel);
        await client.SyncAsync("interaction", Cancel, Key);
        Assert.Equal(("two", 3L, 2), (node.Data, node.Version, node.Fetches));
        Assert.Null(node.Error);
    }

    [Fact]
    public async Task A_mutation_shows_at_once_and_then_what_the_server_has()
    {
        await using var app = await StartAsync();
        var client = Connect(app);
        var node = await client.MountAsync(Key, Cancel);
        string? meanwhile = null;

        await client.MutateAsync(
            Key,
            _ => "shown at once",
            async () =>
            {
                meanwhile = node.Data;
                await app.Notes.SetAsync("a", "the server's", Cancel);
            },
            Cancel);

        Assert.Equal("shown at once", meanwhile);
        Assert.Equal("the server's", node.Data);
    }

    [Fact]
    public async Task A_mutation_that_fails_is_rolled_back_and_changes_nothing()
    {
        await using var app = await StartAsync();
        await app.Notes.SetAsync("a", "before", Cancel);
        var client = Connect(app);
        var node = await client.MountAsync(Key, Cancel);

        await Assert.ThrowsAsync<InvalidDataException>(() =>
            client.MutateAsync(Key, _ => "shown at once", () => app.Notes.SetHalfAsync("a", "half", Cancel), Cancel));
        Assert.Equal("before", node.Data);

        await client.SyncAsync("interaction", Cancel, Key);
        Assert.Equal(("before", 2L, 1), (node.Data, node.Version, node.Fetches));
    }

    [Fact]
    public async Task A_deleted_key_comes_back_once_and_goes_on_counting()
    {
        await using var app = await StartAsync();
        await app.Notes.SetAsync("a", "text", Cancel);
        var client = Connect(app, out var transport);
        var node = await client.MountAsync(Key, Cancel);

        await app.Storage.DeleteNodeAsync(Key, Cancel);
        await client.SyncAsync("interaction", Cancel, Key);
        Assert.Equal((3L, ""), (node.Version, node.Hash));
        await client.SyncAsync("interaction", Cancel, Key);
        Assert.Empty(transport.Answers[^1].Changed);

        await app.Notes.SetAsync("a", "again", Cancel);
        await client.SyncAsync("interaction", Cancel, Key);
        Assert.Equal(("again", 4L), (node.Data, node.Version));
    }

    [Fact]
    public async Task A_waiting_sync_is_answered_by_a_write()
    {
        await using var app = await StartAsync();
        var client = Connect(app);
        var node = await client.MountAsync(Key, Cancel);

        var waiting = client.SyncAsync("poll", Cancel, Key);
        await app.WaitForHeldAsync(1);
        await app.Notes.SetAsync("a", "news", Cancel);
        await waiting.WaitAsync(Soon, Cancel);

        Assert.Equal("news", node.Data);
        Assert.Null(node.Error);
    }

    [Fact]
    public async Task Regression_a_waiting_sync_ends_before_the_client_gives_up_and_shuns_the_server()
    {
        await using var app = await StartAsync();
        var client = Connect(app, out var transport);
        var node = await client.MountAsync(Key, Cancel);
        var clock = Stopwatch.StartNew();

        // It asks for 25 seconds and gives up after 10.
        await client.SyncAsync("poll", Cancel, Key);

        Assert.Null(node.Error);
        Assert.InRange(clock.ElapsedMilliseconds, 5_000, 10_000);
        Assert.Equal("healthy", transport[Url(app)].Health);
    }

    [Fact]
    public async Task A_restarted_server_is_asked_again_and_what_it_lost_is_fetched_anew()
    {
        await using var app = await StartAsync();
        for (var i = 0; i < 5; i++)
            await app.Notes.SetAsync("a", $"text {i}", Cancel);

        var client = Connect(app);
        var node = await client.MountAsync(Key, Cancel);
        Assert.Equal(6, node.Version);

        // A new life of the storage: its clients know no epochs, so the versions alone have to tell.
        await app.Storage.NewEpochAsync(Cancel);
        await app.Notes.SetAsync("a", "after", Cancel);
        await client.SyncAsync("reconnect", Cancel, Key);

        Assert.Equal("after", node.Data);
    }

    [Fact]
    public async Task A_key_that_is_refused_harms_no_other()
    {
        await using var app = await StartAsync();
        var client = Connect(app);
        var node = await client.MountAsync(Key, Cancel);
        var built = await client.MountAsync("constructor", Cancel);
        await app.Notes.SetAsync("a", "news", Cancel);

        await client.SyncAsync("interaction", Cancel, Key, "constructor", "__proto__", "user:9:profile");

        Assert.Equal("news", node.Data);
        Assert.Null(built.Error);
    }

    private static Task<RunningApp> StartAsync() => RunningApp.OnSqliteAsync();

    private static string Url(RunningApp app) => app.App.Urls.First();

    private static OriginalClient Connect(RunningApp app) => Connect(app, out _);

    private static OriginalClient Connect(RunningApp app, out OriginalTransport transport)
    {
        transport = new OriginalTransport(app.Client, Url(app));
        return new OriginalClient(transport, async (key, token) =>
        {
            using var response = await app.Client.GetAsync($"/api/rooms/{key[(key.LastIndexOf(':') + 1)..]}/note", token);
            response.EnsureSuccessStatusCode();
            return (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(token))?["text"];
        });
    }
}
