using Reality.Generators.Rules.Declarations;
using Reality.Grammar;

namespace Reality.Generators.Rules.Keys;

/// <summary>Finds the template that was probably meant: its placeholders stand in the same places, and its words are nearly the same.</summary>
internal static class NearestTemplate
{
    private const int MostLetters = 3;

    /// <summary>The declared template that differs least from a written one; <see langword="null"/> where none is near.</summary>
    public static KeyTemplate? Of(KeyTemplate written, IEnumerable<KeyTemplate> declared) => declared
        .Select(template => (Template: template, Distance: Distance(written, template)))
        .Where(static pair => pair.Distance is not null)
        .OrderBy(static pair => pair.Distance)
        .ThenBy(static pair => pair.Template.Text, StringComparer.Ordinal)
        .FirstOrDefault()
        .Template;

    /// <summary>The declared template's words with the written one's placeholders.</summary>
    public static string Merge(KeyTemplate words, KeyTemplate placeholders) =>
        string.Join(":", words.Segments.Select((segment, index) => segment.IsPlaceholder ? $"<{placeholders.Segments[index].Value}>" : segment.Value));

    /// <summary>How many letters of a word are wrong; <see langword="null"/> where that is another word.</summary>
    public static int? Distance(string written, string word)
    {
        var distance = NearestName.Distance(written.ToLowerInvariant(), word);
        return distance <= (Math.Min(written.Length, word.Length) >= 4 ? 2 : 1) ? distance : null;
    }

    private static int? Distance(KeyTemplate written, KeyTemplate declared)
    {
        if (written.Segments.Count != declared.Segments.Count)
        {
            return null;
        }

        var sum = 0;
        for (var i = 0; i < written.Segments.Count; i++)
        {
            var (mine, its) = (written.Segments[i], declared.Segments[i]);
            if (mine.IsPlaceholder != its.IsPlaceholder)
            {
                return null;
            }

            if (!mine.IsPlaceholder)
            {
                if (Distance(mine.Value, its.Value) is not { } distance)
                {
                    return null;
                }

                sum += distance;
            }
        }

        return sum <= MostLetters ? sum : null;
    }
}
