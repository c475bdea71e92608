using Reality.Tests.Vectors;

namespace Reality.Tests.Keys;

public sealed class KeyReaderTests
{
    private delegate bool Read(ref KeyReader reader);

    [Fact]
    public void Typed_segments_match_in_their_canonical_form_alone()
    {
        foreach (var type in VectorFile.Keys.GetProperty("typed").EnumerateObject())
        {
            foreach (var (list, expected) in new[] { ("canonical", true), ("other", false) })
            {
                foreach (var text in type.Value.Cases(list).Select(element => element.GetString()!))
                {
                    foreach (var read in Readers(type.Name))
                    {
                        var reader = new KeyReader($"a:{text}:b");
                        var matched = reader.Literal("a") && read(ref reader) && reader.Literal("b") && reader.End;
                        Assert.True(expected == matched, $"{type.Name}: '{text}'");
                    }
                }
            }
        }
    }

    [Fact]
    public void Values_come_back()
    {
        var day = new DateOnly(2026, 1, 2);
        var id = Guid.NewGuid();
        var reader = new KeyReader(KeyText.Create($"a:{"x:y"}:b:{day}"));
        Assert.True(reader.Literal("a") && reader.String(out var text) && text == "x:y");
        Assert.True(reader.Literal("b") && reader.Value<DateOnly>(out var read) && read == day && reader.End);

        reader = new KeyReader(KeyText.Create($"a:{id}:b:{Colors.Red | Colors.Green}"));
        Assert.True(reader.Literal("a") && reader.Value<Guid>(out var guid) && guid == id);
        Assert.True(reader.Literal("b") && reader.Enum<Colors>(out var colors) && colors == (Colors.Red | Colors.Green) && reader.End);

        reader = new KeyReader(KeyText.Create($"a:{true}:b:{new OrderId(-3)}"));
        Assert.True(reader.Literal("a") && reader.Boolean(out var flag) && flag);
        Assert.True(reader.Literal("b") && reader.Value<OrderId>(out var order) && order.Number == -3 && reader.End);
    }

    [Theory]
    [InlineData("o-7", true)]
    [InlineData("o-07", false)]
    [InlineData("o-+7", false)]
    [InlineData("7", false)]
    [InlineData("o-%207", false)]
    public void A_users_type_matches_what_it_writes(string segment, bool expected)
    {
        var reader = new KeyReader($"a:{segment}");
        Assert.Equal(expected, reader.Literal("a") && reader.SkipValue<OrderId>() && reader.End);
    }

    [Theory]
    [InlineData("fine", true)]
    [InlineData("parse-null", false)]
    [InlineData("parse-throws", false)]
    [InlineData("format-throws", false)]
    [InlineData("format-refuses", false)]
    [InlineData("format-negative", false)]
    [InlineData("format-beyond", false)]
    [InlineData("format-differs", false)]
    [InlineData("format-unstable", false)]
    [InlineData("format-surrogate", false)]
    public void A_users_type_that_misbehaves_matches_nothing(string segment, bool expected)
    {
        var reader = new KeyReader($"a:{segment}");
        Assert.Equal(expected, reader.Literal("a") && reader.Value<HostileId>(out _) && reader.End);
    }

    [Theory]
    [InlineData("Red", true)]
    [InlineData("Red%2C%20Green", true)]
    [InlineData("Green%2C%20Red", false)]
    [InlineData("Red%2CGreen", false)]
    [InlineData("Red,Green", false)]
    [InlineData("Last", true)]
    [InlineData("9223372036854775808", false)]
    [InlineData("4", true)]
    [InlineData("3", false)]
    [InlineData("None", true)]
    [InlineData("0", false)]
    public void Flags_have_one_form(string segment, bool expected)
    {
        var reader = new KeyReader($"a:{segment}");
        Assert.Equal(expected, reader.Literal("a") && reader.SkipEnum<Colors>() && reader.End);
    }

    [Fact]
    public void Of_two_names_for_one_value_one_is_the_key()
    {
        var written = KeyText.Create($"a:{Alias.Rouge}");
        Assert.Equal(written, KeyText.Create($"a:{Alias.Red}"));
        Assert.Single(["a:Red", "a:Rouge"], Matches);
        Assert.True(Matches(written));

        static bool Matches(string text)
        {
            var reader = new KeyReader(text);
            return reader.Literal("a") && reader.SkipEnum<Alias>() && reader.End;
        }
    }

    [Theory]
    [InlineData("chat:room:x", true)]
    [InlineData("chat:room:x:", false)]
    [InlineData("chat:room:x:y", false)]
    [InlineData("chat:room:", false)]
    [InlineData("chat:room", false)]
    [InlineData("chat:Room:x", false)]
    [InlineData("chat:rooms:x", false)]
    [InlineData(":chat:room:x", false)]
    [InlineData("", false)]
    public void Segments_are_read_to_the_end_and_not_beyond(string text, bool expected)
    {
        var reader = new KeyReader(text);
        Assert.Equal(expected, reader.Literal("chat") && reader.Literal("room") && reader.SkipString() && reader.End);
    }

    [Fact]
    public void A_text_beyond_512_bytes_is_no_key()
    {
        Assert.True(Matches(508));
        Assert.False(Matches(509));
        Assert.False(Matches(100_000));

        static bool Matches(int length)
        {
            var reader = new KeyReader("a:b:" + new string('x', length));
            return reader.Literal("a") && reader.Literal("b") && reader.SkipString() && reader.End;
        }
    }

    private static Read[] Readers(string type) => type switch
    {
        "string" => [(ref KeyReader r) => r.String(out _), (ref KeyReader r) => r.SkipString()],
        "boolean" => [(ref KeyReader r) => r.Boolean(out _), (ref KeyReader r) => r.SkipBoolean()],
        "dayOfWeek" => [(ref KeyReader r) => r.Enum<DayOfWeek>(out _), (ref KeyReader r) => r.SkipEnum<DayOfWeek>()],
        "int8" => Of<sbyte>(),
        "uint8" => Of<byte>(),
        "int16" => Of<short>(),
        "uint16" => Of<ushort>(),
        "int32" => Of<int>(),
        "uint32" => Of<uint>(),
        "int64" => Of<long>(),
        "uint64" => Of<ulong>(),
        "int128" => Of<Int128>(),
        "uint128" => Of<UInt128>(),
        "guid" => Of<Guid>(),
        "date" => Of<DateOnly>(),
        _ => throw new InvalidOperationException($"The vectors name a type that is not known here: {type}"),
    };

    private static Read[] Of<T>()
        where T : ISpanParsable<T>, ISpanFormattable => [(ref KeyReader r) => r.Value<T>(out _), (ref KeyReader r) => r.SkipValue<T>()];
}
