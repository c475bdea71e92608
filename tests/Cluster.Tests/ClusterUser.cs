using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Cluster.Tests;

/// <summary>Somebody behind the proxy: cookies, and what the proxy told of who answered.</summary>
internal sealed class ClusterUser(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = true }) { BaseAddress = address };
    private long _seen;

    /// <summary>The servers that answered.</summary>
    public ConcurrentDictionary<string, int> ServedBy { get; } = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task SignInAsync(string name)
    {
        using var response = await SendAsync(HttpMethod.Post, "/api/session", new JsonObject { ["name"] = name });
        response.EnsureSuccessStatusCode();
    }

    public async Task<string?> WhoAmIAsync()
    {
        using var response = await SendAsync(HttpMethod.Get, "/api/session");
        return (string?)(await ReadAsync(response))["userId"];
    }

    /// <summary>Posts a message.</summary>
    /// <returns>Whether the server said that it has it. Otherwise it may or may not.</returns>
    public async Task<bool> SayAsync(string room, string text)
    {
        using var response = await SendAsync(HttpMethod.Post, $"/api/rooms/{room}/messages", new JsonObject { ["text"] = text });
        return response.StatusCode == HttpStatusCode.Created;
    }

    /// <summary>The version that a key has now, if it is above the one known.</summary>
    public async Task<long> SyncAsync(string key, long known)
    {
        using var response = await SendAsync(
            HttpMethod.Post, "/reality/sync", new JsonObject { ["known"] = new JsonObject { [key] = known }, ["seen"] = _seen });
        var answer = await ReadAsync(response);
        _seen = Math.Max(_seen, (long)answer["mesh"]!["serverVersion"]!);
        return (long?)answer["changed"]![key]?["version"] ?? known;
    }

    public async Task<string[]> MessagesAsync(string room)
    {
        using var response = await SendAsync(HttpMethod.Get, $"/api/rooms/{room}/messages");
        return [.. (await ReadAsync(response)).AsArray().Select(static message => (string)message!["text"]!)];
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (request.Content is not null)
            await request.Content.LoadIntoBufferAsync(Cancellation);
        var response = await _http.SendAsync(request, Cancellation);
        if (response.Headers.TryGetValues("Served-By", out var names))
            ServedBy.AddOrUpdate(names.Single(), 1, static (_, count) => count + 1);
        return response;
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }
}
