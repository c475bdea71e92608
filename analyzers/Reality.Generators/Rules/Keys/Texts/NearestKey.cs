using Reality.Generators.Rules.Facts;

namespace Reality.Generators.Rules.Keys.Texts;

/// <summary>Finds the key that a text was probably meant to be.</summary>
internal static class NearestKey
{
    private const int MostLetters = 3;

    /// <summary>The nearest template, with the text as it would be right; <see langword="null"/> where none is near.</summary>
    public static (KeyFact Key, WrittenKey Written)? Of(WrittenKey written, IEnumerable<KeyFact> keys, KeyForms forms)
    {
        var best = default((KeyFact, WrittenKey)?);
        var least = MostLetters + 1;
        foreach (var key in keys.Where(key => key.Template.Segments.Count == written.Segments.Count).OrderBy(static key => key.Template.Text, StringComparer.Ordinal))
        {
            if (Correct(key, written, forms) is var (corrected, distance) && distance < least)
            {
                (best, least) = ((key, corrected), distance);
            }
        }

        return best;
    }

    private static (WrittenKey Written, int Distance)? Correct(KeyFact key, WrittenKey written, KeyForms forms)
    {
        var sum = 0;
        var segments = new List<WrittenSegment>();
        for (var i = 0; i < written.Segments.Count; i++)
        {
            var (mine, its) = (key.Template.Segments[i], written.Segments[i]);
            if (mine.IsPlaceholder)
            {
                // A value that is not escaped is one that a string takes.
                if (its.Text == "*" || !(forms.Takes(key, i, its) || (its is { Text.Length: > 0, Value: null } && PlaceholderOf(key, i).Type == "string")))
                {
                    return null;
                }

                segments.Add(its);
                continue;
            }

            if (its.Text is not { } word || NearestTemplate.Distance(word, mine.Value) is not { } distance)
            {
                return null;
            }

            sum += distance;
            segments.Add(new([new(mine.Value)]));
        }

        return (written with { Segments = segments }, sum);
    }

    private static PlaceholderFact PlaceholderOf(KeyFact key, int segment) =>
        key.Placeholders[key.Template.Segments.Take(segment).Count(static one => one.IsPlaceholder)];
}
