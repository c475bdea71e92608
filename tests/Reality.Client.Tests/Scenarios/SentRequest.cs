using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reality.Client.Tests.Scenarios;

/// <summary>A request as it left the client.</summary>
/// <param name="Kind"><c>sync</c>, <c>held</c>, <c>get</c> or <c>post</c>.</param>
/// <param name="Key">The key of a payload or mutation.</param>
/// <param name="Host">Where it went.</param>
/// <param name="IfNoneMatch">The ETag that it brought, without quotes.</param>
/// <param name="Body">What it said.</param>
/// <param name="At">When it left.</param>
internal sealed record SentRequest(string Kind, string Key, string Host, string? IfNoneMatch, JsonElement Body, DateTimeOffset At)
{
    public string Name => Kind is "sync" or "held" ? Kind : $"{Kind} {Key}";

    public IReadOnlyDictionary<string, long> Known =>
        Body.GetProperty("known").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetInt64(), StringComparer.Ordinal);

    /// <summary>What a scenario can expect of it, as JSON; what it does not tell is left out.</summary>
    public JsonNode AsToldLike(JsonObject expected)
    {
        var told = new JsonObject();
        foreach (var (name, value) in expected)
        {
            told[name] = name switch
            {
                "sync" => Kind is "sync" or "held" ? Node("known") : null,
                "get" => Kind == "get" ? Key : null,
                "post" => Kind == "post" ? Key : null,
                "ifNoneMatch" => IfNoneMatch,
                "host" => Host,
                "wait" when value?.GetValueKind() == JsonValueKind.True => Kind == "held",
                _ => Node(name),
            };
        }

        return told;
    }

    public override string ToString() => Kind is "sync" or "held" ? $"{Host} {Kind} {Body.GetRawText()}" : $"{Host} {Name} {IfNoneMatch}";

    private JsonNode? Node(string name) => Body.TryGetProperty(name, out var value) ? JsonNode.Parse(value.GetRawText()) : null;
}
