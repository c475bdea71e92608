using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Reality.Server.Tests.Mesh;

/// <summary>A mesh message as docs/hints.md describes it, signed here and not by the code under test.</summary>
internal sealed class SignedRequest
{
    public string Path { get; set; } = "/reality/mesh";

    public string Timestamp { get; set; } = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public string Nonce { get; set; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public string Body { get; set; } = """{"from":"other","run":"r1","serverVersion":1,"peers":[]}""";

    public string Signature => field ??= Sign("POST", Path, Timestamp, Nonce, Body);

    public static string Sign(string name, string path, string timestamp, string nonce, string body, string secret = MeshCluster.Secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(secret),
            Encoding.UTF8.GetBytes($"reality-mesh-1\n{name}\n{path}\n{timestamp}\n{nonce}\n{body}")));

    public HttpRequestMessage ToMessage(string? signature = null, string? body = null, string? path = null)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, path ?? Path) { Content = new StringContent(body ?? Body, Encoding.UTF8, "application/json") };
        message.Headers.Add("Reality-Mesh-Timestamp", Timestamp);
        message.Headers.Add("Reality-Mesh-Nonce", Nonce);
        message.Headers.Add("Reality-Mesh-Signature", signature ?? Signature);
        return message;
    }
}
