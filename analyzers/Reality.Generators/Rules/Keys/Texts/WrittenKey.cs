using Microsoft.CodeAnalysis;
using Reality.Grammar;

namespace Reality.Generators.Rules.Keys.Texts;

/// <summary>A part of a written text: letters, or a hole whose value only run time knows.</summary>
/// <param name="Text">The letters; <see langword="null"/> for a hole.</param>
/// <param name="Type">The type of the hole's value.</param>
/// <param name="Code">The hole's expression as it stands in code; <see langword="null"/> where it is formatted.</param>
internal sealed record WrittenPart(string? Text, ITypeSymbol? Type = null, string? Code = null);

/// <summary>What stands between two colons.</summary>
internal sealed record WrittenSegment(IReadOnlyList<WrittenPart> Parts)
{
    /// <summary>The whole text; <see langword="null"/> where there is a hole in it.</summary>
    public string? Text => Parts.Count == 0 ? string.Empty : Parts is [{ Text: { } text }] ? text : null;

    /// <summary>The hole that the segment is; <see langword="null"/> where it is anything else.</summary>
    public WrittenPart? Hole => Parts is [{ Text: null } hole] ? hole : null;

    /// <summary>The value that the text stands for; <see langword="null"/> where it is not canonical.</summary>
    public string? Value
    {
        get
        {
            var text = Text ?? string.Empty;
            var buffer = new char[text.Length];
            return KeyEscape.TryUnescape(text.AsSpan(), buffer, out var length) ? new string(buffer, 0, length) : null;
        }
    }

    /// <summary>Whether the segment may turn out as a word.</summary>
    public bool CanBe(string word)
    {
        if (Text is { } text)
        {
            return text == word;
        }

        var (first, last) = (Parts[0].Text ?? string.Empty, Parts[Parts.Count - 1].Text ?? string.Empty);
        return word.Length > first.Length + last.Length
            && word.StartsWith(first, StringComparison.Ordinal)
            && word.EndsWith(last, StringComparison.Ordinal);
    }
}

/// <summary>A text that is given for a key.</summary>
/// <param name="Text">As a message shows it, with holes in braces.</param>
/// <param name="Segments">What stands between its colons.</param>
/// <param name="EscapesHoles">Whether a hole is one segment whatever its value is.</param>
internal sealed record WrittenKey(string Text, IReadOnlyList<WrittenSegment> Segments, bool EscapesHoles)
{
    public bool IsFamily => Segments.Any(static segment => segment.Text == "*");

    public bool IsConstant => Segments.All(static segment => segment.Text is not null);

    public static WrittenKey Of(IEnumerable<WrittenPart> parts, bool escapesHoles)
    {
        var shown = new System.Text.StringBuilder();
        var segments = new List<List<WrittenPart>> { new() };
        foreach (var part in parts)
        {
            shown.Append(part.Text ?? $"{{{part.Code ?? "…"}}}");
            if (part.Text is null)
            {
                segments[segments.Count - 1].Add(part);
                continue;
            }

            var words = part.Text.Split(':');
            for (var i = 0; i < words.Length; i++)
            {
                if (i > 0)
                {
                    segments.Add([]);
                }

                if (words[i].Length > 0)
                {
                    segments[segments.Count - 1].Add(new(words[i]));
                }
            }
        }

        return new(shown.ToString(), [.. segments.Select(static one => new WrittenSegment(Joined(one)))], escapesHoles);
    }

    private static List<WrittenPart> Joined(List<WrittenPart> parts)
    {
        var joined = new List<WrittenPart>();
        foreach (var part in parts)
        {
            if (part.Text is not null && joined.Count > 0 && joined[joined.Count - 1].Text is { } before)
            {
                joined[joined.Count - 1] = new(before + part.Text);
            }
            else
            {
                joined.Add(part);
            }
        }

        return joined;
    }
}
