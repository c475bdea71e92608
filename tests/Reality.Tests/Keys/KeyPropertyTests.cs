namespace Reality.Tests.Keys;

/// <summary>Properties over seeded random values.</summary>
public sealed class KeyPropertyTests
{
    private const int Seed = 20260117;
    private static readonly string Awkward = "ab:%/.~-_ é\ud83d\ude00\u0000\uffff*AZ0249Ff,=";

    [Fact]
    public void A_value_is_refused_or_comes_back_and_never_shares_a_key()
    {
        var random = new Random(Seed);
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        var refused = 0;
        for (var round = 0; round < 50_000; round++)
        {
            var value = RandomText(random);
            string text;
            try
            {
                text = KeyText.Create($"chat:room:{value}");
            }
            catch (ArgumentException)
            {
                refused++;
                Assert.True(value is "" or "." or ".." || HasLoneSurrogate(value), $"seed {Seed}, round {round}: {value}");
                continue;
            }

            var reader = new KeyReader(text);
            Assert.True(reader.Literal("chat") && reader.Literal("room") && reader.String(out var back) && reader.End && back == value, text);
            Assert.Equal(2, text.Count(c => c == ':'));
            Assert.True(KeyText.IsCanonical(text));
            Assert.True(!keys.TryGetValue(text, out var other) || other == value, $"seed {Seed}, round {round}: '{value}' and '{other}' share {text}");
            keys[text] = value;
        }

        Assert.InRange(refused, 1, 49_000);
    }

    [Fact]
    public void A_text_is_a_key_only_if_forming_it_again_gives_the_same_text()
    {
        var random = new Random(Seed);
        const string Pieces = "a|A|%|%2|%3A|%3a|%41|%C3|%A9|%C3%A9|%F0%9F%98%80|%2E|.|..|~|:|%25|%00|é| |%ED%A0%80|%E2%82%AC";
        var pieces = Pieces.Split('|');
        var keys = 0;
        for (var round = 0; round < 50_000; round++)
        {
            var segment = string.Concat(Enumerable.Range(0, random.Next(0, 4)).Select(_ => pieces[random.Next(pieces.Length)]));
            var reader = new KeyReader("a:" + segment);
            var matched = reader.Literal("a") & reader.String(out var value) && reader.End;
            var skip = new KeyReader("a:" + segment);
            Assert.Equal(matched, skip.Literal("a") & skip.SkipString() && skip.End);
            if (matched)
            {
                keys++;
                Assert.Equal(segment, KeyText.Escape(value!));
            }
            else if (Uri.UnescapeDataString(segment) is var loose && loose is not ("" or "." or "..") && !HasLoneSurrogate(loose) && !segment.Contains(':', StringComparison.Ordinal))
            {
                Assert.NotEqual(segment, KeyText.Escape(loose));
            }
        }

        Assert.InRange(keys, 1_000, 49_000);
    }

    private static string RandomText(Random random)
    {
        var length = random.Next(0, 6);
        return string.Create(length, random, static (span, random) =>
        {
            foreach (ref var c in span)
            {
                c = random.Next(3) == 0 ? (char)random.Next(0x10000) : Awkward[random.Next(Awkward.Length)];
            }
        });
    }

    private static bool HasLoneSurrogate(string value)
    {
        var strict = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        try
        {
            strict.GetByteCount(value);
            return false;
        }
        catch (System.Text.EncoderFallbackException)
        {
            return true;
        }
    }
}
