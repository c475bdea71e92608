using Reality.Grammar;

namespace Reality.Tests.Keys;

/// <summary>Messages say what was found, what was expected and what to do.</summary>
public sealed class TemplateMessageTests
{
    [Theory]
    [InlineData("", "is empty", "chat:room:<roomId>")]
    [InlineData("chat", "'chat' has one segment", "chat:all")]
    [InlineData("a:b:c:d:e:f:g", "has 7 segments", "two to five")]
    [InlineData("chat::room", "segment of the key template is empty", "lower-case word")]
    [InlineData("<roomId>:chat", "begins with the placeholder '<roomId>'", "begin with a word")]
    [InlineData("chat:<a>:<b>", "'<a>' and '<b>' stand side by side", "Put a word between them")]
    [InlineData("chat:room-<a>", "'room-<a>' mixes text and placeholder", "separate them by ':'")]
    [InlineData("chat:<>", "has no name", "<name>")]
    [InlineData("chat:<room", "'<room' opens a placeholder that is not closed", "<name>")]
    [InlineData("chat:room>", "'>' closes a placeholder that was not opened", "<name>")]
    [InlineData("chat:<a<b>>", "'<' stands inside a placeholder", "<name>")]
    [InlineData("chat:<room id>", "the character U+0020", "without spaces")]
    [InlineData("chat:<@event>", "'@' (U+0040)", "without '@'")]
    [InlineData("chat:<message.>", "'.' (U+002E)", "<message.RoomId>")]
    [InlineData("chat:{roomId}", "'{' (U+007B)", "Placeholders are written <name>")]
    [InlineData("chat/room", "'/' (U+002F)", "separated by ':'")]
    [InlineData("chat:a b", "the character U+0020", "a-z, 0-9, '.', '_' and '-'")]
    [InlineData("chat:a\u0001b", "the character U+0001", "a-z, 0-9, '.', '_' and '-'")]
    [InlineData("chat:a😀b", "'😀' (U+1F600)", "a-z, 0-9, '.', '_' and '-'")]
    [InlineData("chat:room:*", "[RealityInvalidates] alone", "placeholder <name>")]
    [InlineData("chat:..", "neither letter nor digit", "lower-case word")]
    [InlineData("Chat:room", "'Chat' has upper case", "write 'chat'")]
    public void Message_names_the_fault_and_the_remedy(string template, string found, string remedy)
    {
        _ = KeyTemplate.TryParse(template, out _, out var error);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_whose_shortest_key_is_too_long_names_both_lengths()
    {
        _ = KeyTemplate.TryParse($"chat:{new string('a', 508)}", out _, out var error);
        Assert.Equal(KeyTemplateErrorKind.TooLong, error.Kind);
        Assert.Contains("513", error.Message, StringComparison.Ordinal);
        Assert.Contains("512", error.Message, StringComparison.Ordinal);
        Assert.True(KeyTemplate.TryParse($"chat:{new string('a', 507)}", out _, out _));
    }

    [Fact]
    public void A_declaration_has_plain_placeholders_each_once()
    {
        Assert.Equal((KeyTemplateErrorKind.MemberInDeclaration, 5, 16), Declared("chat:<message.RoomId>"));
        Assert.Equal((KeyTemplateErrorKind.DuplicatePlaceholder, 13, 4), Declared("pair:<id>:of:<id>"));
        Assert.Equal((KeyTemplateErrorKind.None, 0, 0), Declared("pair:<id>:of:<Id>"));

        static (KeyTemplateErrorKind, int, int) Declared(string text)
        {
            Assert.True(KeyTemplate.TryParse(text, out var template, out _));
            Assert.Equal(template.CanBeDeclared(out var error), error.Kind == KeyTemplateErrorKind.None);
            return (error.Kind, error.Start, error.Length);
        }
    }

    [Fact]
    public void The_lower_case_form_leaves_placeholders_as_they_are()
    {
        Assert.True(KeyTemplate.TryParse("Chat:ROOM:<roomId>:x", out var template, out var error));
        Assert.True(error.IsWarning);
        Assert.Equal("chat:room:<roomId>:x", template.ToLowerCaseLiterals());
    }

    [Fact]
    public void Any_text_is_read_or_refused_with_a_place_inside_it()
    {
        var random = new Random(4711);
        const string Alphabet = "ab:<>*.-_A0 @é\ud83d\ude00{/%~";
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            var parsed = KeyTemplate.TryParse(text, out var template, out var error);
            if (parsed)
            {
                Assert.Equal(text, string.Join(':', template.Segments.Select(s => s.IsPlaceholder ? $"<{s.Value}>" : s.Value)));
                Assert.True(error.Kind == KeyTemplateErrorKind.None || error.IsWarning);
                continue;
            }

            Assert.True(error.Start >= 0 && error.Length > 0 && error.Start + error.Length <= text.Length, $"{text}: {error.Start}+{error.Length}");
        }
    }
}
