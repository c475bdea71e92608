using System.Text.Json;

namespace Reality.Client.Tests.Scenarios;

/// <summary>What is behind the keys of a scenario.</summary>
internal sealed class ScenarioNodes
{
    private static readonly JsonElement Null = JsonDocument.Parse("null").RootElement;
    private readonly Dictionary<string, Node> _nodes = new(StringComparer.Ordinal);

    public sealed record Node(long Version, JsonElement Data, string Hash);

    public HashSet<string> Refused { get; } = new(StringComparer.Ordinal);

    public string Epoch { get; set; } = "e1";

    public int Commits { get; private set; }

    public Node this[string key]
    {
        get => _nodes.GetValueOrDefault(key) ?? new Node(1, Null, "");
        set => _nodes[key] = value;
    }

    public void Begin(JsonElement nodes)
    {
        foreach (var node in nodes.EnumerateObject())
            _nodes[node.Name] = new Node(2, node.Value, $"h{++Commits}.s1");
    }

    public void Write(IEnumerable<KeyValuePair<string, JsonElement>> changes, string? hash = null)
    {
        Commits++;
        foreach (var (key, data) in changes)
            _nodes[key] = new Node(this[key].Version + 1, data, hash ?? $"h{Commits}-{key.Length}.s1");
    }

    public void Delete(string key) => Write([KeyValuePair.Create(key, Null)], "");

    /// <summary>Those that a sync has to tell of.</summary>
    public IReadOnlyList<string> Changed(IReadOnlyDictionary<string, long> known, string? epoch) =>
        [.. known.Where(pair => !Refused.Contains(pair.Key) && ((epoch is not null && epoch != Epoch) || this[pair.Key].Version != pair.Value)).Select(pair => pair.Key)];
}
