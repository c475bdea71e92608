namespace Reality.Tests.Modules;

public sealed class TemplateTests
{
    private readonly record struct AnyKey(string Text) : IRealityKey<string>;

    [Fact]
    public void Overlap_takes_the_types_of_the_placeholders()
    {
        Assert.True(Overlap(Make("chat:room:<id>"), Make("chat:room:all")));
        Assert.True(Overlap(Make("chat:room:<id>", typeof(string)), Make("chat:room:all")));
        Assert.False(Overlap(Make("chat:room:<id>", typeof(int)), Make("chat:room:all")));
        Assert.True(Overlap(Make("chat:room:<id>", typeof(DayOfWeek)), Make("chat:room:Monday")));
        Assert.False(Overlap(Make("chat:room:<id>", typeof(DayOfWeek)), Make("chat:room:monday")));
        Assert.True(Overlap(Make("chat:room:<id>", typeof(DayOfWeek)), Make("chat:room:9")));
        Assert.False(Overlap(Make("chat:<a>:x:<b>", typeof(string), typeof(Guid)), Make("chat:<c>:x:all", typeof(string))));
        Assert.True(Overlap(Make("chat:<a>:x:<b>", typeof(Guid), typeof(string)), Make("chat:<c>:x:all", typeof(string))));
        Assert.False(Overlap(Make("chat:<a>:x", typeof(bool)), Make("chat:b:<c>")));
        Assert.False(Overlap(Make("chat:<a>:x", typeof(DateOnly)), Make("chat:b:<c>")));
        Assert.False(Overlap(Make("chat:<a>:x", typeof(UInt128)), Make("chat:-1:<c>")));
        Assert.True(Overlap(Make("chat:<a>:x", typeof(Int128)), Make("chat:-1:<c>")));
    }

    [Fact]
    public void Templates_that_differ_in_names_alone_overlap() => Assert.True(Overlap(Make("chat:room:<id>"), Make("chat:room:<roomId>")));

    [Fact]
    public void A_template_that_is_none_is_named()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Overlap(Make("chat"), Make("chat:room")));
        Assert.Contains("'chat'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_owner_is_read_from_its_segment()
    {
        Assert.True(Make("user:<userId>:profile", 1).TryGetOwner("user:a%3Ab:profile", out var owner));
        Assert.Equal("a%3Ab", owner.ToString());
        Assert.False(Make("user:<userId>:profile", 3).TryGetOwner("user:a:profile", out _));
        Assert.False(Make("user:<userId>:profile", -1).TryGetOwner("user:a:profile", out _));
    }

    private static bool Overlap(RealityTemplate first, RealityTemplate second)
    {
        var overlap = first.Overlaps(second);
        Assert.Equal(overlap, second.Overlaps(first));
        return overlap;
    }

    private static RealityTemplate<AnyKey, string> Make(string text, params Type[] placeholders) => Make(text, -1, placeholders);

    private static RealityTemplate<AnyKey, string> Make(string text, int ownerSegment, params Type[] placeholders) => new()
    {
        Text = text,
        Placeholders = placeholders,
        OwnerSegment = ownerSegment,
        Content = new("00000000", static (hasher, value) => hasher.Add(value)),
        Parser = static (text, out key) =>
        {
            key = new(text.ToString());
            return KeyText.IsCanonical(text);
        },
    };
}
