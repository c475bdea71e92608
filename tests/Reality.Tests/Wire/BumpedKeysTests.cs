using System.Text.Json;
using Reality.Tests.Vectors;
using Reality.Wire;

namespace Reality.Tests.Wire;

public sealed class BumpedKeysTests
{
    [Fact]
    public void Keys_are_written_as_the_vectors_say()
    {
        foreach (var vector in VectorFile.Protocol.Cases("bumped", "format"))
        {
            Assert.Equal(vector.Text("text"), BumpedKeys.Format(KeysOf(vector)));
        }
    }

    [Fact]
    public void The_writer_is_strict()
    {
        foreach (var vector in VectorFile.Protocol.Cases("bumped", "formatRefused"))
        {
            Assert.Throws<ArgumentException>(() => BumpedKeys.Format([KeyOf(vector)]));
        }

        Assert.Throws<ArgumentException>(() => BumpedKeys.Format([default]));
    }

    [Fact]
    public void The_reader_takes_what_it_can()
    {
        foreach (var vector in VectorFile.Protocol.Cases("bumped", "parse"))
        {
            Assert.Equal(KeysOf(vector), BumpedKeys.Parse(vector.Text("text")));
        }
    }

    [Fact]
    public void The_writer_is_bounded_and_never_cuts_a_key()
    {
        var keys = Enumerable.Range(1, 1000).Select(i => new BumpedKey(KeyText.Create($"chat:room:{i}"), i)).ToList();
        var text = BumpedKeys.Format(keys);
        Assert.InRange(text.Length, BumpedKeys.MaxLength - 30, BumpedKeys.MaxLength);
        var read = BumpedKeys.Parse(text);
        Assert.Equal(keys.Take(read.Count), read);
    }

    [Fact]
    public void The_reader_is_bounded_and_never_reads_a_cut_version()
    {
        var part = "chat:room:x=123456789";
        var text = string.Join(',', Enumerable.Repeat(part, 100_000));
        Assert.Equal([new BumpedKey("chat:room:x", 123456789)], BumpedKeys.Parse(text));
        Assert.Empty(BumpedKeys.Parse(new string('x', 1_000_000)));
    }

    [Fact]
    public void Headers_have_their_names()
    {
        var names = VectorFile.Protocol.GetProperty("headers");
        Assert.Equal(
            (names.Text("version"), names.Text("seen"), names.Text("bumped")),
            (RealityHeaders.Version, RealityHeaders.Seen, RealityHeaders.Bumped));
    }

    private static List<BumpedKey> KeysOf(JsonElement vector) => [.. vector.GetProperty("keys").EnumerateArray().Select(KeyOf)];

    private static BumpedKey KeyOf(JsonElement key) => new(key.Text("key"), key.GetProperty("version").GetInt64());
}
