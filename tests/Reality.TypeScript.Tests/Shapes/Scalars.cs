using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Reality.TypeScript.Tests.Shapes;

/// <summary>Simple values.</summary>
/// <param name="Flag">Whether it <see langword="true"/>ly is.</param>
internal sealed record Scalars(
    bool Flag, byte Small, long Large, decimal Exact, double Real, Half Half, Int128 Huge, char Letter, string Text, string? Maybe, int? Count,
    Guid Id, Guid? Other, DateTime At, DateTimeOffset Since, DateOnly Day, TimeOnly Time, TimeSpan Span, Uri Link, Version Version,
    JsonElement Raw, JsonNode? Node, JsonObject Tree, JsonArray List, object? Anything, byte[] Bytes, ReadOnlyMemory<byte> Memory)
{
    public string Computed => Text + Letter;

    public static int NotWritten => 1;

    public int Field;

    [JsonInclude]
    public int IncludedField = 5;

    [JsonInclude]
    internal string Hidden { get; init; } = "shown";

    internal string Inner { get; init; } = "hidden";

    public string this[int index] => Text[index..];

    public string OnlySet
    {
        set => _ = value;
    }
}

/// <summary>Written as a number.</summary>
internal enum Color
{
    Red,
    Green = 7,
}

[Flags]
internal enum Rights
{
    None = 0,
    Read = 1,
    Write = 2,
}

[JsonConverter(typeof(JsonStringEnumConverter<Level>))]
internal enum Level
{
    LowLevel,

    [JsonStringEnumMemberName("very-high")]
    HighLevel,
}

[JsonConverter(typeof(CamelCase))]
internal enum Mood
{
    VeryGood,
    NotSo,
}

internal sealed class CamelCase() : JsonStringEnumConverter<Mood>(JsonNamingPolicy.CamelCase);

internal sealed record Collections(
    Color Color, Rights Rights, Level Level, Level? Unsure, Mood Mood, IReadOnlyList<Mood?> Moods,
    [property: JsonConverter(typeof(JsonStringEnumConverter<Color>))] Color ByName,
    List<string?> Lines, string[][] Grid, IEnumerable<int> Numbers, HashSet<Guid> Ids, IReadOnlyDictionary<string, Item> ById,
    Dictionary<Color, int?>? Counts, SortedDictionary<int, string> Sorted, System.Collections.Immutable.ImmutableArray<Item> Fixed,
    KeyValuePair<string, int> Pair, (int A, string B) Tuple, Tuple<int, string?> Reference, OwnList Own, System.Collections.IList Loose);

internal sealed class OwnList : List<Item>;

internal sealed record Item(int Id, string Name);
