using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Reality.Faults.Serving;

namespace Reality.Faults.Driving;

/// <summary>Sends requests, cheaply: one handler for all clients, its connections kept.</summary>
internal sealed class Requests : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(2) });

    public Task<HttpResponseMessage> PostAsync(ServerProcess server, string path, string user, byte[]? body, CancellationToken cancel)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = Json;
        }

        return SendAsync(request, user, cancel);
    }

    public Task<HttpResponseMessage> GetAsync(ServerProcess server, string path, string user, string? held, CancellationToken cancel)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, path));
        if (held is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", held);

        return SendAsync(request, user, cancel);
    }

    public static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    public static async Task<JsonDocument> ReadAsync(HttpResponseMessage response, CancellationToken cancel) =>
        JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancel));

    public static byte[] Body(IEnumerable<KeyValuePair<string, long>> known, long? seen, string? epoch, int wait)
    {
        var text = new StringBuilder("{\"known\":{");
        var isFirst = true;
        foreach (var (key, version) in known)
        {
            text.Append(isFirst ? "\"" : ",\"").Append(key).Append("\":").Append(version);
            isFirst = false;
        }

        text.Append('}');
        if (seen is not null)
            text.Append(",\"seen\":").Append(seen.Value);
        if (epoch is not null)
            text.Append(",\"epoch\":\"").Append(epoch).Append('"');
        if (wait > 0)
            text.Append(",\"wait\":").Append(wait);

        return Encoding.UTF8.GetBytes(text.Append('}').ToString());
    }

    public void Dispose() => _http.Dispose();

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string user, CancellationToken cancel)
    {
        request.Headers.TryAddWithoutValidation(UserHeader.Name, user);
        return _http.SendAsync(request, cancel);
    }
}
