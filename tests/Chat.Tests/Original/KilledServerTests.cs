using System.Text.Json.Nodes;
using Chat.Tests.Hosting;
using Reality.Server.Tests.Original;

namespace Chat.Tests.Original;

/// <summary>A client of the original library, and a server that dies without a word.</summary>
public sealed class KilledServerTests
{
    private const string Key = "chat:room:general";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_keeps_what_it_shows_and_goes_on_after_the_restart()
    {
        await using var server = new ChatServer();
        await server.InitializeAsync();
        using var api = server.NewApi();
        (await api.PostAsync("general", "before", "Eve")).Dispose();
        using var http = new HttpClient();
        var url = server.Address.GetLeftPart(UriPartial.Authority);
        var transport = new OriginalTransport(http, url);
        var client = new OriginalClient(transport, async (_, _) => Texts(await api.MessagesAsync("general")));
        var node = await client.MountAsync(Key, Cancel);
        Assert.Equal("before", node.Data);

        // In the middle of a sync that waits.
        var waiting = client.SyncAsync("poll", Cancel, Key);
        await Task.Delay(300, Cancel);
        await server.KillAsync();
        await waiting.WaitAsync(TimeSpan.FromSeconds(9), Cancel);
        Assert.NotNull(node.Error);
        Assert.Equal(("before", "degraded"), (node.Data, transport[url].Health));

        await server.StartAsync();
        var version = node.Version;
        (await api.PostAsync("general", "after", "Eve")).Dispose();
        await client.SyncAsync("reconnect", Cancel, Key);

        Assert.Null(node.Error);
        Assert.Equal(("before, after", version + 1, "healthy"), (node.Data, node.Version, transport[url].Health));

        await client.MutateAsync(
            Key,
            shown => shown + ", mine",
            async () => (await api.PostAsync("general", "mine", "Ann")).EnsureSuccessStatusCode(),
            Cancel);
        Assert.Equal(("before, after, mine", version + 2), (node.Data, node.Version));
    }

    private static string Texts(JsonArray messages) => string.Join(", ", messages.Select(message => (string?)message!["text"]));
}
