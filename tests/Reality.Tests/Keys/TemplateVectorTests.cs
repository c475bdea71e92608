using System.Text.Json;
using Reality.Grammar;
using Reality.Tests.Vectors;

namespace Reality.Tests.Keys;

public sealed class TemplateVectorTests
{
    [Fact]
    public void Accepted_templates_have_their_segments_signature_and_warning()
    {
        foreach (var vector in VectorFile.Keys.Cases("templates", "accepted"))
        {
            var text = vector.Text("text");
            Assert.True(KeyTemplate.TryParse(text, out var template, out var error), $"{text}: {error.Message}");
            Assert.Equal(text, template.Text);
            Assert.Equal(vector.Text("signature"), template.Signature);

            var expected = vector.Cases("segments");
            Assert.Equal(expected.Count, template.Segments.Count);
            foreach (var (segment, wanted) in template.Segments.Zip(expected))
            {
                Assert.Equal(wanted.TryGetProperty("placeholder", out var name), segment.IsPlaceholder);
                Assert.Equal(segment.IsPlaceholder ? name.GetString() : wanted.Text("literal"), segment.Value);
                var written = text.Substring(segment.Start, segment.Length);
                Assert.Equal(segment.IsPlaceholder ? $"<{segment.Value}>" : segment.Value, written);
            }

            AssertError(vector.GetProperty("warning"), error, text);
        }
    }

    [Fact]
    public void Refused_templates_name_the_fault_and_its_place()
    {
        foreach (var vector in VectorFile.Keys.Cases("templates", "refused"))
        {
            var text = vector.Text("text");
            Assert.False(KeyTemplate.TryParse(text, out var template, out var error), text);
            Assert.Same(KeyTemplate.None, template);
            AssertError(vector, error, text);
            Assert.False(error.IsWarning);
        }
    }

    [Fact]
    public void Templates_are_equal_up_to_the_names_of_placeholders()
    {
        foreach (var vector in VectorFile.Keys.Cases("equal"))
        {
            var (first, second) = (Parse(vector.Text("first")), Parse(vector.Text("second")));
            Assert.Equal(vector.GetProperty("equal").GetBoolean(), first.Equals(second));
            Assert.Equal(vector.GetProperty("equal").GetBoolean(), first.GetHashCode() == second.GetHashCode());
        }
    }

    [Fact]
    public void Templates_overlap_unless_a_position_separates_them()
    {
        foreach (var vector in VectorFile.Keys.Cases("overlaps"))
        {
            var (first, second) = (Parse(vector.Text("first")), Parse(vector.Text("second")));
            var expected = vector.GetProperty("overlap").GetBoolean();
            Assert.True(expected == first.Overlaps(second, CanBe), $"{first} and {second}");
            Assert.True(expected == second.Overlaps(first, CanBe), $"{second} and {first}");

            bool CanBe(KeyTemplate template, int segment, string literal)
            {
                var types = vector.GetProperty(ReferenceEquals(template, first) ? "firstTypes" : "secondTypes");
                var placeholder = template.Segments.Take(segment).Count(before => before.IsPlaceholder);
                return TypeOf(types[placeholder].GetString()!).CanBe(literal);
            }
        }
    }

    private static void AssertError(JsonElement expected, KeyTemplateError error, string text)
    {
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.True(error.Kind == KeyTemplateErrorKind.None, text);
            return;
        }

        Assert.Equal(
            (text, expected.Text("kind"), expected.GetProperty("start").GetInt32(), expected.GetProperty("length").GetInt32()),
            (text, error.Kind.ToString(), error.Start, error.Length));
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }

    private static KeyTemplate Parse(string text)
    {
        Assert.True(KeyTemplate.TryParse(text, out var template, out _), text);
        return template;
    }

    private static KeyPlaceholderType TypeOf(string name) => name switch
    {
        "string" => KeyPlaceholderType.Any,
        "boolean" => KeyPlaceholderType.Boolean,
        "guid" => KeyPlaceholderType.Guid,
        "date" => KeyPlaceholderType.Date,
        _ => KeyPlaceholderType.Integer(
            int.Parse(name.AsSpan(name.IndexOf("int", StringComparison.Ordinal) + 3), provider: null), signed: !name.StartsWith('u')),
    };
}
