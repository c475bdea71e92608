using Reality.Grammar;
using Reality.Tests.Vectors;

namespace Reality.Tests.Keys;

public sealed class KeyTextVectorTests
{
    [Fact]
    public void Values_have_one_form_and_forms_have_one_value()
    {
        foreach (var vector in VectorFile.Keys.Cases("segments"))
        {
            var (value, text) = (vector.Text("value"), vector.Text("text"));
            Assert.Equal(text, KeyText.Escape(value));
            Assert.True(KeyText.TryUnescape(text, out var back), text);
            Assert.Equal(value, back);
            Assert.True(KeyEscape.IsCanonical(text), text);
        }
    }

    [Fact]
    public void Values_without_a_form_are_refused_by_name()
    {
        foreach (var vector in VectorFile.Keys.Cases("refusedValues"))
        {
            var roomId = new string([.. vector.GetProperty("codeUnits").EnumerateArray().Select(unit => (char)unit.GetInt32())]);
            var word = vector.Text("reason") switch { "empty" => "is empty", "dot" => "dot segment", _ => "lone surrogate" };

            var error = Assert.Throws<ArgumentException>(() => KeyText.Create($"chat:room:{roomId}"));
            Assert.Equal("roomId", error.ParamName);
            Assert.Contains("'roomId'", error.Message, StringComparison.Ordinal);
            Assert.Contains(word, error.Message, StringComparison.Ordinal);
            Assert.Contains(word, Assert.Throws<ArgumentException>(() => KeyText.Escape(roomId)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Text_that_escaping_would_not_give_is_not_canonical()
    {
        foreach (var vector in VectorFile.Keys.Cases("notCanonicalSegments"))
        {
            var text = vector.GetString()!;
            Assert.False(KeyEscape.IsCanonical(text), text);
            Assert.False(KeyText.TryUnescape(text, out _), text);
            Assert.False(KeyText.IsCanonical($"chat:room:{text}"), text);
        }
    }

    [Fact]
    public void Keys_are_formed_from_templates_and_values()
    {
        foreach (var vector in VectorFile.Keys.Cases("keys"))
        {
            var formed = Form(vector.Text("template"), vector.GetProperty("values").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!));
            Assert.Equal(vector.Text("text"), formed);
            Assert.True(KeyText.IsCanonical(formed));
        }
    }

    [Fact]
    public void Keys_beyond_512_bytes_are_refused()
    {
        foreach (var vector in VectorFile.Keys.Cases("tooLong"))
        {
            var values = vector.GetProperty("values").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!);
            var error = Assert.Throws<ArgumentException>(() => Form(vector.Text("template"), values));
            Assert.Contains("512", error.Message, StringComparison.Ordinal);
            Assert.True(error.Message.Length < 400, "A long value is cut.");
        }
    }

    [Fact]
    public void Whole_texts_are_canonical_or_not()
    {
        foreach (var vector in VectorFile.Keys.Cases("texts"))
        {
            Assert.True(vector.GetProperty("canonical").GetBoolean() == KeyText.IsCanonical(vector.Text("text")), vector.Text("text"));
        }
    }

    /// <summary>What generated code does, with a handler driven by hand.</summary>
    private static string Form(string template, Dictionary<string, string> values)
    {
        Assert.True(KeyTemplate.TryParse(template, out var parsed, out _));
        var text = new KeyTextInterpolatedStringHandler(0, 0);
        for (var i = 0; i < parsed.Segments.Count; i++)
        {
            text.AppendLiteral(i == 0 ? string.Empty : ":");
            var segment = parsed.Segments[i];
            if (segment.IsPlaceholder)
            {
                text.AppendFormatted(values[segment.Value], segment.Value);
            }
            else
            {
                text.AppendLiteral(segment.Value);
            }
        }

        return KeyText.Create(ref text);
    }
}
