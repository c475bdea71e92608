using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Reality.Server.Mesh;

/// <summary>Carries messages over HTTP, signed both ways. Follows no redirect and reads no more than the limit.</summary>
internal sealed class HttpMeshLink : IMeshLink, IDisposable
{
    private readonly MeshSigner _signer;
    private readonly MeshOptions _options;
    private readonly HttpMessageInvoker _http;

    public HttpMeshLink(MeshSigner signer, MeshOptions options)
    {
        _signer = signer;
        _options = options;
        _http = new HttpMessageInvoker(options.CreateHandler?.Invoke() ?? CreateHandler(options));
    }

    /// <summary>Where the others mapped the endpoint: where this server did.</summary>
    public string Path { get; set; } = "/reality/mesh";

    public async Task<MeshMessage> ExchangeAsync(Uri peer, MeshMessage message, CancellationToken cancellationToken)
    {
        var url = new Uri(MeshUrl.Text(peer) + Path);
        var body = JsonSerializer.SerializeToUtf8Bytes(message, MeshJson.Default.MeshMessage);
        if (body.Length > _options.MaxMessageLength)
            throw new MeshException($"A message of {body.Length} bytes is longer than MaxMessageLength.");

        var nonce = RandomNumberGenerator.GetHexString(ReplayWindow.NonceLength, lowercase: true);
        using var request = Sign(url, body, nonce);
        using var response = await _http.SendAsync(request, cancellationToken);
        var answer = await ReadAsync(response.Content, cancellationToken);
        if (answer is null || !IsSigned(response, url.AbsolutePath, nonce, answer))
            throw new MeshTrustException($"its answer ({(int)response.StatusCode}) has no valid signature.");

        return JsonSerializer.Deserialize(answer, MeshJson.Default.MeshMessage) ?? throw new JsonException("The answer is null.");
    }

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler CreateHandler(MeshOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = options.Timeout,
        MaxConnectionsPerServer = 4,
        MaxResponseHeadersLength = 16,

        // Addresses behind a name change; a connection that lasts for ever never notices.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    };

    private HttpRequestMessage Sign(Uri url, byte[] body, string nonce)
    {
        var timestamp = _signer.Timestamp();
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(MeshSigner.TimestampHeader, timestamp);
        request.Headers.Add(MeshSigner.NonceHeader, nonce);
        request.Headers.Add(MeshSigner.SignatureHeader, _signer.SignRequest(url.AbsolutePath, timestamp, nonce, body));
        return request;
    }

    // The nonce was drawn for this request, so an answer signed with it cannot be an old one: its timestamp need not be near.
    private bool IsSigned(HttpResponseMessage response, string path, string nonce, byte[] body) =>
        response.StatusCode == HttpStatusCode.OK
        && TryGet(response, MeshSigner.TimestampHeader, out var timestamp)
        && TryGet(response, MeshSigner.SignatureHeader, out var signature)
        && _signer.IsAnswer(path, timestamp, nonce, body, signature);

    private static bool TryGet(HttpResponseMessage response, string header, out string value)
    {
        value = response.Headers.TryGetValues(header, out var values) && values.ToArray() is [var only] ? only : "";
        return value.Length > 0;
    }

    /// <returns><see langword="null"/> where it is longer than the limit.</returns>
    private async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > _options.MaxMessageLength)
            return null;

        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var buffer = new MemoryStream();
        var chunk = new byte[4096];
        while (await stream.ReadAsync(chunk, cancellationToken) is var read and > 0)
        {
            if (buffer.Length + read > _options.MaxMessageLength)
                return null;

            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }
}
