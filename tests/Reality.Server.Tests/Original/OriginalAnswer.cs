using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reality.Server.Tests.Original;

/// <summary>
/// An answer as the original library reads it: it checks all of it against a schema, and one member of another type fails the whole sync.
/// Members that the schema does not name are dropped.
/// </summary>
internal sealed class OriginalAnswer
{
    private static readonly string[] Healths = ["healthy", "degraded", "unhealthy", "unknown"];

    public required IReadOnlyDictionary<string, Change> Changed { get; init; }

    public required IReadOnlyDictionary<string, string> Peers { get; init; }

    public required long? ServerVersion { get; init; }

    /// <summary>A changed key; the original also takes a payload here, which no server of ours sends.</summary>
    public sealed record Change(long Version, string Hash);

    public static OriginalAnswer Parse(string text)
    {
        var json = Object(JsonNode.Parse(text), "the answer");
        var mesh = Object(json["mesh"], "mesh");
        _ = Integer(json["serverTime"], "serverTime", least: long.MinValue);
        return new OriginalAnswer
        {
            Changed = Object(json["changed"], "changed").ToDictionary(entry => entry.Key, entry => ParseChange(entry.Key, entry.Value)),
            Peers = Object(mesh["peers"], "mesh.peers").ToDictionary(entry => entry.Key, entry => ParseHealth(entry.Key, entry.Value)),
            ServerVersion = mesh.ContainsKey("serverVersion") ? Integer(mesh["serverVersion"], "mesh.serverVersion") : null,
        };
    }

    private static Change ParseChange(string key, JsonNode? node)
    {
        var change = Object(node, key);
        if (change.ContainsKey("source"))
            _ = Text(change["source"], $"{key}.source");

        return new Change(Integer(change["version"], $"{key}.version"), Text(change["hash"], $"{key}.hash"));
    }

    private static string ParseHealth(string url, JsonNode? node) =>
        Healths.Contains(Text(node, url)) ? (string)node! : throw new InvalidDataException($"The peer {url} is '{node}'.");

    private static JsonObject Object(JsonNode? node, string name) =>
        node as JsonObject ?? throw new InvalidDataException($"{name} is no object: {node?.ToJsonString() ?? "missing"}");

    private static string Text(JsonNode? node, string name) => node?.GetValueKind() == JsonValueKind.String
        ? (string)node!
        : throw new InvalidDataException($"{name} is no text: {node?.ToJsonString() ?? "missing"}");

    private static long Integer(JsonNode? node, string name, long least = 0) =>
        node is JsonValue value && value.TryGetValue(out long number) && number >= least
            ? number
            : throw new InvalidDataException($"{name} is no whole number from {least}: {node?.ToJsonString() ?? "missing"}");
}
