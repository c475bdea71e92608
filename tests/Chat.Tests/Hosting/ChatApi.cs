using System.Net.Http.Json;
using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;

namespace Chat.Tests.Hosting;

/// <summary>One visitor without a browser: its own cookies, and targets that are sent exactly as written.</summary>
public sealed class ChatApi : IDisposable
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly Uri _address;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = true });

    public ChatApi(Uri address) => _address = address;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string target, HttpContent? body = null, string? ifNoneMatch = null)
    {
        var request = new HttpRequestMessage(method, new Uri(_address.GetLeftPart(UriPartial.Authority) + target, AsWritten)) { Content = body };
        if (ifNoneMatch is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        return _http.SendAsync(request, Cancellation);
    }

    public Task<HttpResponseMessage> GetAsync(string target, string? ifNoneMatch = null) =>
        SendAsync(HttpMethod.Get, target, ifNoneMatch: ifNoneMatch);

    public Task<HttpResponseMessage> SyncRawAsync(string body, string mediaType = MediaTypeNames.Application.Json) =>
        SendAsync(HttpMethod.Post, "/reality/sync", new StringContent(body, Encoding.UTF8, mediaType));

    /// <summary>A sync that must be answered with 200.</summary>
    public async Task<JsonNode> SyncAsync(params (string Key, long Version)[] known)
    {
        var body = new JsonObject { ["known"] = new JsonObject(known.Select(static k => KeyValuePair.Create(k.Key, (JsonNode?)k.Version))) };
        using var response = await SyncRawAsync(body.ToJsonString());
        return await ReadAsync(response);
    }

    /// <summary>The version that the server has for a key.</summary>
    public async Task<long> VersionAsync(string key) => (long)(await SyncAsync((key, 0)))["changed"]![key]!["version"]!;

    /// <summary>Posts to a room, given as the path segment to send.</summary>
    public Task<HttpResponseMessage> PostAsync(string segment, string? text, string? author = null) =>
        SendAsync(HttpMethod.Post, $"/api/rooms/{segment}/messages", JsonContent.Create(new { text, author }));

    public async Task<JsonArray> MessagesAsync(string segment)
    {
        using var response = await GetAsync($"/api/rooms/{segment}/messages");
        return (await ReadAsync(response)).AsArray();
    }

    public async Task SignInAsync(string name)
    {
        using var response = await SendAsync(HttpMethod.Post, "/api/session", JsonContent.Create(new { name }));
        response.EnsureSuccessStatusCode();
    }

    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    public void Dispose() => _http.Dispose();
}
