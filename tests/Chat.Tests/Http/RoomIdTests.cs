using System.Net;
using Chat.Tests.Hosting;

namespace Chat.Tests.Http;

/// <summary>A room id may hold anything: a write to one room touches no other key. Segments and keys are written out by hand.</summary>
public sealed class RoomIdTests(ChatServer server) : IDisposable
{
    private static readonly string[] Neighbours =
    [
        "chat:room:a", "chat:room:b", "chat:room:a%3Ab", "chat:room:a%253Ab", "chat:room:a%2Fb", "chat:room:a%252Fb", "chat:room:a%25b", "chat:room:it",
        "chat:room:it%27s%20%22x%22", "chat:room:%F0%9F%A6%8A", "chat:room:%25F0%259F%25A6%258A", "chat:room:a%2Bb", "chat:room:a%20b", "chat:room:%C3%A9",
        "chat:room:e%CC%81", "chat:room:A", "chat:room:%3Cb%3E", "chat:room:general",
    ];

    private readonly ChatApi _api = server.NewApi();

    [Theory]
    [InlineData("a%3Ab", "a:b", "chat:room:a%3Ab")]
    [InlineData("a:b", "a:b", "chat:room:a%3Ab")]
    [InlineData("a%253Ab", "a%3Ab", "chat:room:a%253Ab")]
    [InlineData("a%2Fb", "a/b", "chat:room:a%2Fb")]
    [InlineData("a%252Fb", "a%2Fb", "chat:room:a%252Fb")]
    [InlineData("a%25b", "a%b", "chat:room:a%25b")]
    [InlineData("it%27s%20%22x%22", "it's \"x\"", "chat:room:it%27s%20%22x%22")]
    [InlineData("%F0%9F%A6%8A", "🦊", "chat:room:%F0%9F%A6%8A")]
    [InlineData("a+b", "a+b", "chat:room:a%2Bb")]
    [InlineData("%C3%A9", "\u00e9", "chat:room:%C3%A9")]
    [InlineData("e%CC%81", "e\u0301", "chat:room:e%CC%81")]
    [InlineData("%3Cb%3E", "<b>", "chat:room:%3Cb%3E")]
    public async Task A_post_touches_the_key_of_its_room_and_no_other(string segment, string roomId, string key)
    {
        // A server of its own would be cleaner and twelve times slower: rooms of these names are used by this test alone, one case at a time.
        var before = (await _api.SyncAsync([.. Neighbours.Select(static k => (k, 0L))]))["changed"]!.AsObject();
        (string, long)[] known = [.. before.Where(static p => p.Key != "chat:room:general").Select(static p => (p.Key, (long)p.Value!["version"]!))];

        using var posted = await _api.PostAsync(segment, "for " + roomId, "Ada");

        Assert.Equal(roomId, (string?)(await ChatApi.ReadAsync(posted))["roomId"]);
        var (changed, node) = Assert.Single((await _api.SyncAsync(known))["changed"]!.AsObject());
        Assert.Equal(key, changed);
        Assert.Equal((long)before[key]!["version"]! + 1, (long)node!["version"]!);
        var messages = await _api.MessagesAsync(segment);
        Assert.All(messages, message => Assert.Equal(roomId, (string?)message!["roomId"]));
        Assert.Equal("for " + roomId, (string?)messages[^1]!["text"]);
    }

    [Fact]
    public async Task A_room_id_of_600_characters_is_refused_everywhere()
    {
        var segment = new string('x', 600);

        using var posted = await _api.PostAsync(segment, "hello");
        Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);
        using var read = await _api.GetAsync($"/api/rooms/{segment}/messages");
        Assert.Equal(HttpStatusCode.BadRequest, read.StatusCode);
        using var sync = await _api.SyncRawAsync($$"""{"known":{"chat:room:{{segment}}":0} }""");
        Assert.Equal(HttpStatusCode.BadRequest, sync.StatusCode);
    }

    [Fact]
    public async Task A_segment_that_is_no_utf8_is_refused()
    {
        using var posted = await _api.PostAsync("%FF%FE", "hello");
        Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);
    }

    public void Dispose() => _api.Dispose();
}
