using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reality.TypeScript.Tests.Shapes;

/// <summary>Payloads of every key: ordinary ones, and with everything absent that may be.</summary>
internal static class Payloads
{
    private static readonly Item One = new(1, "one");

    private static readonly Scalars Full = new(
        true, 255, long.MaxValue, 1.50m, double.MaxValue, (Half)1.5, Int128.MinValue, 'x', "a\"\u2028b", "here", 7,
        Guid.Empty, Guid.NewGuid(), DateTime.UnixEpoch, DateTimeOffset.UnixEpoch, new(2025, 1, 31), new(23, 59, 1), TimeSpan.FromDays(-1.5), new("https://example.org/ä"), new(1, 2, 3),
        JsonDocument.Parse("""{"a":[1,null]}""").RootElement, JsonNode.Parse("[1]"), new JsonObject { ["x"] = 1 }, new JsonArray(1, "2", null), new { Any = 1 }, [1, 2, 3], new byte[] { 4 });

    private static readonly Collections Many = new(
        Color.Green, Rights.Read | Rights.Write, Level.HighLevel, Level.LowLevel, Mood.NotSo, [Mood.VeryGood, null], Color.Red,
        ["a", null], [["x"], []], [1, 2], [Guid.Empty], new Dictionary<string, Item> { ["it's"] = One },
        new() { [Color.Green] = null, [Color.Red] = 2 }, new() { [3] = "three" }, [One], new("k", 1), (1, "b"), new(1, null), [One], new List<object?> { 1, "2", null });

    private static readonly Named Outer_ = new(1, "n", "r", "secret", "never", "rare", 3, "written")
    {
        InheritedNote = "note",
        Rest = new() { ["more"] = JsonDocument.Parse("[true]").RootElement },
        Next = new Named(2, "n", "r", "secret", "never", null, 0, "written"),
    };

    private static readonly Group Together = new("g", [new Circle("c", 1), new Dot("d"), new Group("inner", [])]);

    /// <summary>The payloads with the accessors of their keys and their declared types.</summary>
    public static IEnumerable<(string Accessor, object? Payload, Type Type)> All =>
    [
        ("scalars", Full, typeof(Scalars)),
        ("scalars", Full with { Maybe = null, Count = null, Other = null, Node = null, Anything = null }, typeof(Scalars)),
        ("collections", Many, typeof(Collections)),
        ("collections", Many with { Color = (Color)99, Unsure = null, Counts = null, Fixed = ImmutableArray<Item>.Empty }, typeof(Collections)),
        ("named", Outer_, typeof(Named)),
        ("named", null, typeof(Named)),
        ("figures", new Figure[] { new Circle("c", 0.5), Together, new Dot("d") }, typeof(IReadOnlyList<Figure>)),
        ("page", new Page<Item?>([One, null], null, 2), typeof(Page<Item?>)),
        ("numbers", new Numbers(1, [1, 2], double.NaN, [1, double.NegativeInfinity], new(1, 2.5m)), typeof(Numbers)),
        ("numbers", new Numbers(1, [], null, [], new(1, null)), typeof(Numbers)),
        ("strange", new Strange(new(5), null, new Book("b", 3, "no"), new(new(1), new(2)), new([new([1], 1, 1)], null, 1), new("v"), Together), typeof(Strange)),
        ("strange", new Strange(new(5), new(6), new Book("b", 3, "no"), new(new(1), new(2)), new([], new([], 0, 0), 1), new(null), new NamedGroup("n", [], "name")), typeof(Strange)),
        ("same", new Same(One, new("other")), typeof(Same)),
        ("names", new Dictionary<string, string?[]> { ["a"] = ["x", null] }, typeof(Dictionary<string, string?[]>)),
        ("typedMore", 7, typeof(int)),
        ("flag", null, typeof(bool?)),
        ("flag", false, typeof(bool?)),
    ];
}
