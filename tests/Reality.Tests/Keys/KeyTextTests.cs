using System.Globalization;

namespace Reality.Tests.Keys;

public sealed class KeyTextTests
{
    [Fact]
    public void Holes_take_every_placeholder_type_in_the_invariant_culture()
    {
        // A culture that writes minus as U+2212 and dates in another order.
        CultureInfo.CurrentCulture = Awkward();
        var id = Guid.Parse("0F8FAD5B-D9CB-469F-A165-70867728950E", CultureInfo.InvariantCulture);

        Assert.Equal("a:-7", KeyText.Create($"a:{-7}"));
        Assert.Equal("a:0f8fad5b-d9cb-469f-a165-70867728950e", KeyText.Create($"a:{id}"));
        Assert.Equal("a:2026-01-02", KeyText.Create($"a:{new DateOnly(2026, 1, 2)}"));
        Assert.Equal("a:true:b:false", KeyText.Create($"a:{true}:b:{false}"));
        Assert.Equal("a:Monday", KeyText.Create($"a:{DayOfWeek.Monday}"));
        Assert.Equal("a:42", KeyText.Create($"a:{(DayOfWeek)42}"));
        Assert.Equal("a:-170141183460469231731687303715884105728", KeyText.Create($"a:{Int128.MinValue}"));
        Assert.Equal("a:o-1", KeyText.Create($"a:{new OrderId(1)}"));
    }

    [Fact]
    public void A_type_that_writes_more_than_a_key_can_hold_is_refused()
    {
        var id = new LongId(600);
        var error = Assert.Throws<ArgumentException>(() => KeyText.Create($"a:{id}"));
        Assert.Equal("id", error.ParamName);
    }

    [Fact]
    public void Null_is_refused_by_name()
    {
        string? roomId = null;
        Uri? link = null;
        Assert.Equal("roomId", Assert.Throws<ArgumentNullException>(() => KeyText.Create($"a:{roomId}")).ParamName);
        Assert.Equal("link", Assert.Throws<ArgumentNullException>(() => KeyText.Create($"a:{link!}")).ParamName);
    }

    [Fact]
    public void A_hole_is_a_whole_segment()
    {
        var (a, b) = ("1", "2");
        Assert.Throws<ArgumentException>(() => KeyText.Create($"x:{a}{b}"));
        Assert.Throws<ArgumentException>(() => KeyText.Create($"x:y{a}"));
        Assert.Throws<ArgumentException>(() => KeyText.Create($"x:{a}y"));
        Assert.Throws<ArgumentException>(() => KeyText.Create($"{a}:y"));
    }

    [Fact]
    public void Literals_are_words()
    {
        Assert.Throws<ArgumentException>(() => KeyText.Create($"x:a b"));
        Assert.Throws<ArgumentException>(() => KeyText.Create($"x:a%20b"));
        Assert.Throws<ArgumentException>(() => KeyText.Create($"x:~"));
        Assert.Throws<ArgumentException>(() => KeyText.Create($"x"));
        Assert.Throws<ArgumentException>(() => KeyText.Create($"x::y"));
        Assert.Throws<ArgumentException>(() => KeyText.Create($"a:b:c:d:e:f"));
        Assert.Throws<ArgumentException>(() => KeyText.Create($""));
    }

    [Fact]
    public void Messages_show_control_characters_and_lone_surrogates_as_numbers()
    {
        var roomId = "a\n\ud800";
        Assert.Contains("'a\\u000A\\uD800'", Assert.Throws<ArgumentException>(() => KeyText.Create($"a:{roomId}")).Message, StringComparison.Ordinal);
    }

    private static CultureInfo Awkward()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.DateTimeFormat.ShortDatePattern = "dd.MM.yyyy";
        return culture;
    }
}
