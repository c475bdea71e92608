using System.Net;
using System.Net.Http.Json;
using Chat.Tests.Hosting;

namespace Chat.Tests.Http;

/// <summary>A profile is its owner's alone, and nothing tells a foreign key from one that does not exist.</summary>
public sealed class AccessTests(ChatServer server) : IDisposable
{
    private readonly ChatApi _api = server.NewApi();

    [Fact]
    public async Task A_foreign_profile_and_an_undeclared_key_stand_side_by_side_in_refused()
    {
        using var other = server.NewApi();
        await other.SignInAsync("access-eve");
        using var renamed = await other.SendAsync(HttpMethod.Put, "/api/me/name", JsonContent.Create(new { name = "Eve" }));
        Assert.Equal(HttpStatusCode.NoContent, renamed.StatusCode);
        await _api.SignInAsync("access-ada");

        var answer = await _api.SyncAsync(
            ("user:access-ada:profile", 0), ("user:access-eve:profile", 0), ("user:nobody-ever:profile", 0), ("no:such:thing", 0), ("chat:room:Access Room", 0));

        Assert.Equal(["user:access-ada:profile"], answer["changed"]!.AsObject().Select(static p => p.Key));
        Assert.Equal(
            ["chat:room:Access Room", "no:such:thing", "user:access-eve:profile", "user:nobody-ever:profile"],
            answer["refused"]!.AsArray().Select(static k => (string)k!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_sign_in_no_profile_is_read_and_every_room_is()
    {
        var answer = await _api.SyncAsync(("user:access-ada:profile", 0), ("chat:room:general", 0));

        Assert.Equal(["chat:room:general"], answer["changed"]!.AsObject().Select(static p => p.Key));
        Assert.Equal("user:access-ada:profile", (string?)Assert.Single(answer["refused"]!.AsArray()));
        using var rename = await _api.SendAsync(HttpMethod.Put, "/api/me/name", JsonContent.Create(new { name = "X" }));
        Assert.Equal(HttpStatusCode.Unauthorized, rename.StatusCode);
    }

    [Fact]
    public async Task A_profiles_payload_is_answered_to_its_owner_only_and_refusals_are_alike()
    {
        await _api.SignInAsync("access-owner");
        using var own = await _api.GetAsync("/api/users/access-owner/profile");
        Assert.Equal("access-owner", (string?)(await ChatApi.ReadAsync(own))["displayName"]);

        using var other = server.NewApi();
        await other.SignInAsync("access-other");
        using var foreign = await other.GetAsync("/api/users/access-owner/profile");
        using var missing = await other.GetAsync("/api/users/nobody-at-all/profile");
        Assert.False(foreign.IsSuccessStatusCode);
        Assert.Equal(foreign.StatusCode, missing.StatusCode);
        Assert.Null(foreign.Headers.ETag);
    }

    [Fact]
    public async Task Read_marks_never_go_back_and_only_a_move_is_news()
    {
        await _api.SignInAsync("access-reader");
        await MarkAsync(7);
        await MarkAsync(3);

        using var profile = await _api.GetAsync("/api/users/access-reader/profile");
        var mark = Assert.Single((await ChatApi.ReadAsync(profile))["readMarks"]!.AsArray())!;
        Assert.Equal(("a:b/c", 7), ((string?)mark["roomId"], (long)mark["messageId"]!));

        async Task MarkAsync(long messageId)
        {
            using var response = await _api.SendAsync(
                HttpMethod.Put, "/api/me/read/a%3Ab%2Fc", JsonContent.Create(new { messageId }));
            Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        }
    }

    public void Dispose() => _api.Dispose();
}
