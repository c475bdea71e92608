using System.Net;
using Chat.Tests.Hosting;

namespace Chat.Tests.Http;

/// <summary>A client that holds versions hears exactly of what changed.</summary>
public sealed class SyncTests(ChatServer server) : IDisposable
{
    private readonly ChatApi _api = server.NewApi();

    [Fact]
    public async Task A_key_that_nobody_has_written_has_a_version()
    {
        var answer = await _api.SyncAsync(("chat:room:never-written", 0));

        var node = answer["changed"]!["chat:room:never-written"]!;
        Assert.Equal("chat:room:never-written", (string?)node["key"]);
        Assert.True((long)node["version"]! >= 1);
        Assert.Null(answer["refused"]);
    }

    [Fact]
    public async Task A_post_raises_exactly_its_rooms_version_by_one()
    {
        (string, long)[] known = [("chat:room:sync-a", await _api.VersionAsync("chat:room:sync-a")), ("chat:room:sync-b", await _api.VersionAsync("chat:room:sync-b"))];
        Assert.Empty((await _api.SyncAsync(known))["changed"]!.AsObject());

        using var posted = await _api.PostAsync("sync-a", "one", "Ada");
        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);

        var changed = (await _api.SyncAsync(known))["changed"]!.AsObject();
        var (key, node) = Assert.Single(changed);
        Assert.Equal("chat:room:sync-a", key);
        Assert.Equal(known[0].Item2 + 1, (long)node!["version"]!);

        using var after = await _api.SyncRawAsync($$"""{"known":{"chat:room:sync-a": {{known[0].Item2 + 1}} } }""");
        Assert.Contains("\"changed\":{}", await after.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_answers_with_the_message_and_what_it_bumped()
    {
        var before = await _api.VersionAsync("chat:room:sync-headers");

        using var posted = await _api.PostAsync("sync-headers", "  hello  ", "Ada");

        var message = await ChatApi.ReadAsync(posted);
        Assert.Equal(["author", "id", "roomId", "sentAt", "text"], message.AsObject().Select(static p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("sync-headers", "Ada", "hello"), ((string?)message["roomId"], (string?)message["author"], (string?)message["text"]));
        Assert.InRange((long)message["sentAt"]!, DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeMilliseconds(), DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds());
        Assert.Equal($"chat:room:sync-headers={before + 1}", Assert.Single(posted.Headers.GetValues("Reality-Bumped")));
        Assert.Matches("^[1-9][0-9]*$", Assert.Single(posted.Headers.GetValues("Reality-Seen")));
    }

    [Fact]
    public async Task A_payload_carries_its_version_and_the_hash_that_the_sync_gave()
    {
        using var posted = await _api.PostAsync("sync-payload", "hello");
        var node = (await _api.SyncAsync(("chat:room:sync-payload", 0)))["changed"]!["chat:room:sync-payload"]!;

        using var payload = await _api.GetAsync("/api/rooms/sync-payload/messages");

        Assert.Equal($"\"{node["hash"]}\"", payload.Headers.ETag?.ToString());
        Assert.Equal(node["version"]!.ToString(), Assert.Single(payload.Headers.GetValues("Reality-Version")));
        Assert.True(payload.Headers.CacheControl is { Private: true, NoCache: true });
        Assert.Equal("hello", (string?)Assert.Single((await ChatApi.ReadAsync(payload)).AsArray())!["text"]);
    }

    [Fact]
    public async Task The_payloads_etag_gives_304_until_the_room_changes()
    {
        using var first = await _api.GetAsync("/api/rooms/sync-etag/messages");
        var tag = first.Headers.ETag!.ToString();

        using var same = await _api.GetAsync("/api/rooms/sync-etag/messages", tag);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Empty(await same.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        using var posted = await _api.PostAsync("sync-etag", "changed");
        using var other = await _api.GetAsync("/api/rooms/sync-etag/messages", tag);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.NotEqual(tag, other.Headers.ETag!.ToString());
    }

    [Fact]
    public async Task The_browser_engine_and_health_are_served()
    {
        using var script = await _api.GetAsync("/reality/client.js");
        Assert.Equal("text/javascript", script.Content.Headers.ContentType?.MediaType);
        using var health = await _api.GetAsync("/reality/health");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    public void Dispose() => _api.Dispose();
}
