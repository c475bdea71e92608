using System.Net;
using System.Text;
using Chat.Tests.Hosting;

namespace Chat.Tests.Http;

/// <summary>What is refused leaves nothing behind: no message and no version.</summary>
public sealed class PostTests(ChatServer server) : IDisposable
{
    private readonly ChatApi _api = server.NewApi();

    public static TheoryData<string, string?, string?> Refused => new()
    {
        { "nothing", null, null },
        { "empty", "", null },
        { "blank", " \t\n ", null },
        { "2001 characters", new string('x', 2_001), null },
        { "author of 41 characters", "hello", new string('x', 41) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_message_that_is_refused_is_not_stored(string name, string? text, string? author)
    {
        var before = await _api.VersionAsync("chat:room:refusals");

        using var posted = await _api.PostAsync("refusals", text, author);

        Assert.True(posted.StatusCode == HttpStatusCode.BadRequest, $"{name}: {(int)posted.StatusCode}");
        Assert.Equal("application/problem+json", posted.Content.Headers.ContentType?.MediaType);
        Assert.Equal(before, await _api.VersionAsync("chat:room:refusals"));
        Assert.Empty(await _api.MessagesAsync("refusals"));
    }

    [Fact]
    public async Task A_body_that_is_not_json_is_refused()
    {
        using var posted = await _api.SendAsync(
            HttpMethod.Post, "/api/rooms/refusals/messages", new StringContent("{", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);
    }

    [Fact]
    public async Task The_longest_message_is_stored_and_an_author_without_name_is_someone()
    {
        using var posted = await _api.PostAsync("longest", new string('x', 2_000));

        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        var message = Assert.Single(await _api.MessagesAsync("longest"))!;
        Assert.Equal(("someone", 2_000), ((string?)message["author"], ((string)message["text"]!).Length));
    }

    [Fact]
    public async Task A_signed_in_author_is_shown_by_their_display_name()
    {
        await _api.SignInAsync("post-ada");
        using var renamed = await _api.SendAsync(
            HttpMethod.Put, "/api/me/name", new StringContent("""{"name":"Ada L."}""", Encoding.UTF8, "application/json"));

        using var posted = await _api.PostAsync("named", "hello");

        Assert.Equal("Ada L.", (string?)(await ChatApi.ReadAsync(posted))["author"]);
    }

    public void Dispose() => _api.Dispose();
}
