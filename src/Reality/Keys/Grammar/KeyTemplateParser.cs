using System;
using System.Collections.Generic;
using static Reality.Grammar.KeyTemplateErrorKind;

namespace Reality.Grammar;

/// <summary>Reads templates and says precisely what is wrong with one: the leftmost fault, errors before warnings.</summary>
internal static class KeyTemplateParser
{
    public static bool TryParse(string text, bool allowsFamily, out KeyTemplate template, out KeyTemplateError error)
    {
        template = KeyTemplate.None;
        if (text.Length == 0)
        {
            error = new(Empty, "The key template is empty. Write two to five segments joined by ':', such as chat:room:<roomId>.", 0, 0);
            return false;
        }

        var segments = new List<KeySegment>(KeyTemplate.MaxSegments);
        var warning = default(KeyTemplateError);
        var start = 0;
        while (start <= text.Length)
        {
            var colon = text.IndexOf(':', start);
            var end = colon < 0 ? text.Length : colon;
            if (segments.Count == KeyTemplate.MaxSegments)
            {
                error = TooMany(text, start);
                return false;
            }

            if (!KeySegmentParser.TryParse(text, start, end - start, allowsFamily, out var segment, out error) || !Follows(text, segments, segment, out error))
            {
                return false;
            }

            if (warning.Kind == None && !segment.IsPlaceholder)
            {
                warning = KeySegmentParser.CheckCase(segment);
            }

            segments.Add(segment);
            start = end + 1;
        }

        if (MixesFamily(segments, out error) || !FitsAsWhole(text, segments, out error))
        {
            return false;
        }

        template = new(text, [.. segments]);
        error = warning;
        return true;
    }

    public static bool CanBeDeclared(KeyTemplate template, out KeyTemplateError error)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var segment in template.Segments)
        {
            if (!segment.IsPlaceholder)
            {
                continue;
            }

            var dot = segment.Value.LastIndexOf('.');
            if (dot >= 0)
            {
                error = new(
                    MemberInDeclaration,
                    $"'<{segment.Value}>' binds to a member. A declared key has plain placeholders, one for each parameter of the read; binding to a member is for [RealityInvalidates]. Write '<{segment.Value.Substring(dot + 1)}>'.",
                    segment.Start,
                    segment.Length);
                return false;
            }

            if (!names.Add(segment.Value))
            {
                error = new(
                    DuplicatePlaceholder,
                    $"'<{segment.Value}>' stands twice in the template. Give each placeholder a name of its own.",
                    segment.Start,
                    segment.Length);
                return false;
            }
        }

        error = default;
        return true;
    }

    private static bool Follows(string text, List<KeySegment> before, KeySegment segment, out KeyTemplateError error)
    {
        error = default;
        if (!segment.IsPlaceholder)
        {
            return true;
        }

        if (before.Count == 0)
        {
            error = new(
                FirstSegmentPlaceholder,
                $"The key template begins with the placeholder '{Show(segment)}'. The first segment names the domain: begin with a word, such as chat:{text}.",
                segment.Start,
                segment.Length);
            return false;
        }

        var last = before[before.Count - 1];
        if (last.IsPlaceholder)
        {
            error = new(
                AdjacentPlaceholders,
                $"The placeholders '{Show(last)}' and '{Show(segment)}' stand side by side. Put a word between them that says what the second one names.",
                last.Start,
                segment.Start + segment.Length - last.Start);
            return false;
        }

        return true;
    }

    private static bool MixesFamily(List<KeySegment> segments, out KeyTemplateError error)
    {
        error = default;
        if (!segments.Exists(static segment => segment.IsFamily))
        {
            return false;
        }

        var named = segments.FindIndex(static segment => segment.IsPlaceholder && !segment.IsFamily);
        if (named < 0)
        {
            return false;
        }

        error = new(
            Family,
            $"The template mixes '*' and '{Show(segments[named])}'. A family is all keys of a template: write '*' in place of every placeholder, or bind each one.",
            segments[named].Start,
            segments[named].Length);
        return true;
    }

    private static string Show(KeySegment placeholder) => placeholder.IsFamily ? KeySegment.Star : $"<{placeholder.Value}>";

    private static KeyTemplateError TooMany(string text, int start)
    {
        var count = KeyTemplate.MaxSegments + 1;
        for (var i = start; i < text.Length; i++)
        {
            count += text[i] == ':' ? 1 : 0;
        }

        // An empty sixth segment has no text of its own: its colon stands for it.
        var from = start < text.Length ? start : start - 1;
        return new(
            TooManySegments,
            $"The key template has {count} segments; a key has two to five, domain:resource:id[:subresource]. Remove or join the ones from here.",
            from,
            text.Length - from);
    }

    private static bool FitsAsWhole(string text, List<KeySegment> segments, out KeyTemplateError error)
    {
        error = default;
        if (segments.Count < KeyTemplate.MinSegments)
        {
            error = new(
                TooFewSegments,
                $"The key template '{text}' has one segment; a key has two to five, domain:resource:id[:subresource]. Add a segment, such as {text}:all.",
                0,
                text.Length);
            return false;
        }

        var shortest = segments.Count - 1;
        foreach (var segment in segments)
        {
            shortest += segment.IsPlaceholder ? 1 : segment.Length;
        }

        if (shortest > KeyTemplate.MaxKeyLength)
        {
            error = new(
                TooLong,
                $"The shortest key of this template has {shortest} bytes; a key has at most {KeyTemplate.MaxKeyLength}. Shorten the words.",
                0,
                text.Length);
            return false;
        }

        return true;
    }
}
