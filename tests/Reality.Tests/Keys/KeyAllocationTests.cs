using Reality.Grammar;

namespace Reality.Tests.Keys;

/// <summary>Matching runs for every key of every request: it allocates nothing.</summary>
public sealed class KeyAllocationTests
{
    private static readonly string[] Texts =
    [
        KeyText.Create($"chat:{"a:b 😀"}:x:{7}"),
        "chat:nothing:y",
        "chat:%3a:x:7",
        "chat:a:x:007",
        "chat:a:x:0F8FAD5B-D9CB-469F-A165-70867728950E",
        "chat:a:x:0f8fad5b-d9cb-469f-a165-70867728950e",
        "chat:a:x:2026-01-02",
        "chat:a:x:Monday",
        "chat:a:x:Monday%2C%20Friday",
        "chat:a:x:true",
        "chat:a:x:Red%2C%20Green",
        "chat:a:x:" + new string('9', 400),
    ];

    private static readonly Segment[] Skips =
    [
        static (ref r) => r.SkipString(),
        static (ref r) => r.SkipBoolean(),
        static (ref r) => r.SkipEnum<DayOfWeek>(),
        static (ref r) => r.SkipEnum<Colors>(),
        static (ref r) => r.SkipValue<int>(),
        static (ref r) => r.SkipValue<Guid>(),
        static (ref r) => r.SkipValue<DateOnly>(),
        static (ref r) => r.SkipValue<Int128>(),
        static (ref r) => r.SkipValue<ulong>(),
        static (ref r) => r.SkipValue<OrderId>(),
    ];

    private static readonly Segment[] Reads =
    [
        static (ref r) => r.Boolean(out _),
        static (ref r) => r.Value<long>(out _),
        static (ref r) => r.Value<Guid>(out _),
        static (ref r) => r.Value<DateOnly>(out _),
        static (ref r) => r.Enum<DayOfWeek>(out _),
    ];

    private delegate bool Segment(ref KeyReader reader);

    [Fact]
    public void Skipping_segments_allocates_nothing()
    {
        Assert.Equal(0, Measure.Allocation(static () => Measure.Sum(Texts, Skip)));
        Assert.True(Texts.Sum(Skip) > 10, "Some texts match.");
    }

    [Fact]
    public void Reading_values_of_built_in_types_allocates_nothing()
    {
        Assert.Equal(0, Measure.Allocation(static () => Measure.Sum(Texts, Read)));
    }

    [Fact]
    public void Checking_a_text_allocates_nothing()
    {
        Assert.Equal(0, Measure.Allocation(static () => Measure.Sum(Texts, text => KeyText.IsCanonical(text) && KeyEscape.IsCanonical(text) ? 1 : 0)));
    }

    [Fact]
    public void Forming_a_key_allocates_its_text_alone()
    {
        var (name, number) = ("a:b", 42);
        var all = Measure.Allocation(() => KeyText.Create($"chat:{name}:x:{number}").Length);
        var text = Measure.Allocation(() => new string('x', "chat:a%3Ab:x:42".Length).Length);
        Assert.Equal(text, all);
    }

    private static int Skip(string text) => Count(Skips, text);

    private static int Read(string text) => Count(Reads, text);

    private static int Count(Segment[] segments, string text)
    {
        var matches = 0;
        foreach (var segment in segments)
        {
            var reader = Start(text);
            matches += segment(ref reader) && reader.End ? 1 : 0;
        }

        return matches;
    }

    private static KeyReader Start(string text)
    {
        var reader = new KeyReader(text);
        _ = reader.Literal("chat") && reader.SkipString() && reader.Literal("x");
        return reader;
    }
}
