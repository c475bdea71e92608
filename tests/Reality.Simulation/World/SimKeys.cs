using System.Globalization;
using System.Text.Json.Serialization.Metadata;

namespace Reality.Simulation.World;

public readonly record struct SimKey(int Id) : IRealityKey<long>
{
    public string Text => KeyText.Create($"sim:key:{Id}");
}

/// <summary>What the generator would write: one template that everybody may read.</summary>
internal sealed class SimKeys : RealityModule
{
    public const int Count = 5;

    private static readonly RealityTemplate<SimKey, long> Template = new()
    {
        Text = "sim:key:<id>",
        Access = RealityAccess.Public,
        Content = new ContentHash<long>("0a1b2c3d", static (hasher, value) => hasher.Add(value)),
        Parser = TryParse,
    };

    /// <summary>All keys at once.</summary>
    public const string Family = "sim:key:*";

    public static IReadOnlyList<string> Texts { get; } = [.. Enumerable.Range(0, Count).Select(id => new SimKey(id).Text)];

    public override string Name => "Simulation";

    public override IReadOnlyList<RealityTemplate> Templates => [Template];

    public override IReadOnlyList<RealityRepositoryInfo> Repositories => [];

    public override IReadOnlyList<IJsonTypeInfoResolver> JsonContexts => [];

    public static int IdOf(string text) => int.Parse(text.AsSpan(text.LastIndexOf(':') + 1), CultureInfo.InvariantCulture);

    public override RealityTemplate? Match(ReadOnlySpan<char> key) => Template.TryParse(key, out _) ? Template : null;

    private static bool TryParse(ReadOnlySpan<char> text, out SimKey key)
    {
        var reader = new KeyReader(text);
        var isKey = reader.Literal("sim") & reader.Literal("key") & reader.Value<int>(out var id) & reader.End;
        key = new SimKey(id);
        return isKey;
    }
}
