using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reality.Server.Tests.Hosting;

/// <summary>An answer to a sync, as a client would read it.</summary>
internal sealed class SyncReply(HttpResponseMessage response, string text)
{
    public HttpResponseMessage Response { get; } = response;

    public HttpStatusCode Status => Response.StatusCode;

    public string Text { get; } = text;

    public JsonObject Json => field ??= JsonNode.Parse(Text)!.AsObject();

    public string Epoch => (string)Json["epoch"]!;

    public long ServerVersion => (long)Json["mesh"]!["serverVersion"]!;

    public IEnumerable<string> Changed => Json["changed"]!.AsObject().Select(entry => entry.Key);

    public string[] Refused => Json["refused"] is { } refused ? refused.Deserialize<string[]>()! : [];

    public long Version(string key) => (long)Json["changed"]![key]!["version"]!;

    public string Hash(string key) => (string)Json["changed"]![key]!["hash"]!;
}
