namespace Reality.Benchmarks.Syncing;

/// <summary>A key as the generator writes it.</summary>
internal readonly record struct NodeKey(long Id) : IRealityKey<string>
{
    private readonly string _text = KeyText.Create($"bench:node:{Id}");

    public long Id { get; } = Id;

    public string Text => _text;

    public static bool TryParse(ReadOnlySpan<char> text, out NodeKey key)
    {
        var reader = new KeyReader(text);
        if (reader.Literal("bench") && reader.Literal("node") && reader.Value<long>(out var id) && reader.End)
        {
            key = new(id);
            return true;
        }

        key = default;
        return false;
    }

    public static bool IsKey(ReadOnlySpan<char> text)
    {
        var reader = new KeyReader(text);
        return reader.Literal("bench") && reader.Literal("node") && reader.SkipValue<long>() && reader.End;
    }
}

/// <summary>A module of one template, as the generator writes it, without the repository: this server only answers syncs.</summary>
internal sealed class NodeModule : RealityModule
{
    private static readonly RealityTemplate<NodeKey, string> Node = new()
    {
        Text = "bench:node:<id>",
        Access = RealityAccess.Public,
        Parser = NodeKey.TryParse,
        Content = new("0000000b", static (hasher, text) => hasher.Add(text)),
    };

    public override string Name => "Nodes";

    public override IReadOnlyList<RealityTemplate> Templates { get; } = [Node];

    public override IReadOnlyList<RealityRepositoryInfo> Repositories => [];

    public override RealityTemplate? Match(ReadOnlySpan<char> key) => NodeKey.IsKey(key) ? Node : null;
}
