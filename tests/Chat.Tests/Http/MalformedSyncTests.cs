using System.Net;
using Chat.Tests.Hosting;

namespace Chat.Tests.Http;

/// <summary>Each malformed sync gets the code of the protocol, and problem details that name the member at fault.</summary>
public sealed class MalformedSyncTests(ChatServer server) : IDisposable
{
    private readonly ChatApi _api = server.NewApi();

    private static readonly string LongKey = "chat:room:" + new string('x', 503);
    private static readonly string ManyKeys = string.Join(',', Enumerable.Range(0, 1_001).Select(static i => $"\"chat:room:r{i}\":0"));

    public static TheoryData<string, string, string> Bodies => new()
    {
        { "empty", "", "" },
        { "not JSON", "{", "" },
        { "an array", "[]", "" },
        { "no known", "{}", "known" },
        { "known is null", """{"known":null}""", "known" },
        { "known is a list", """{"known":["chat:room:general"]}""", "known" },
        { "negative", """{"known":{"chat:room:general":-1}}""", "chat:room:general" },
        { "fractional", """{"known":{"chat:room:general":1.5}}""", "chat:room:general" },
        { "beyond 2^53-1", """{"known":{"chat:room:general":9007199254740992}}""", "chat:room:general" },
        { "version is text", """{"known":{"chat:room:general":"1"}}""", "chat:room:general" },
        { "empty key", """{"known":{"":1}}""", "known" },
        { "key of 513 bytes", $$"""{"known":{"{{LongKey}}":1} }""", "known" },
        { "duplicate key", """{"known":{"chat:room:general":1,"chat:room:general":1}}""", "chat:room:general" },
        { "1001 keys", $$"""{"known":{ {{ManyKeys}} } }""", "known" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_malformed_body_is_answered_with_400(string name, string body, string member)
    {
        using var response = await _api.SyncRawAsync(body);

        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{name}: {(int)response.StatusCode}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(member, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"known":{}}""")]
    [InlineData("""{"known":{"chat:room:general":9007199254740991}}""")]
    [InlineData("""{"known":{"chat:room:general":0},"wait":0,"clientId":"c","timestamp":1,"something":{"new":[1,2]}}""")]
    public async Task What_the_protocol_allows_is_answered_with_200(string body)
    {
        using var response = await _api.SyncRawAsync(body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_413_and_one_that_is_not_json_415()
    {
        using var large = await _api.SyncRawAsync("{\"known\":{},\"more\":\"" + new string('x', 300 * 1024) + "\"}");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        using var text = await _api.SyncRawAsync("""{"known":{}}""", "text/plain");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, text.StatusCode);
    }

    public void Dispose() => _api.Dispose();
}
