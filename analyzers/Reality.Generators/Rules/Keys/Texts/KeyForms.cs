using Microsoft.CodeAnalysis;
using Reality.Generators.Rules.Facts;
using Reality.Generators.Rules.Keys.Clashes;

namespace Reality.Generators.Rules.Keys.Texts;

/// <summary>Whether templates form a written key.</summary>
internal sealed class KeyForms(FactsIndex facts, Compilation compilation)
{
    private readonly PlaceholderTexts _texts = new(compilation);

    /// <summary>The templates that may form the text.</summary>
    public IReadOnlyList<KeyFact> Of(WrittenKey written)
    {
        var keys = written.Segments[0].Text is { } domain ? facts.EveryKeyOf(domain) : facts.EveryKey;
        return [.. keys.Where(key => CanForm(key, written, 0, 0)).GroupBy(static key => key.Signature).Select(group => group.FirstOrDefault(facts.IsVisible) ?? group.First())];
    }

    /// <summary>The templates whose family the text is.</summary>
    public IReadOnlyList<KeyFact> OfFamily(WrittenKey written)
    {
        var signature = string.Join(":", written.Segments.Select(static segment => segment.Text == "*" ? "<>" : segment.Text));
        return [.. facts.EveryKeyLike(signature).OrderByDescending(facts.IsVisible).Take(1)];
    }

    /// <summary>Whether a placeholder takes a written segment.</summary>
    public bool Takes(KeyFact key, int segment, WrittenSegment written) =>
        written.Text is null ? written.Parts.Count > 0 : written.Value is { } value && _texts.CanBe(key, segment, value);

    // A hole of which nobody knows that it is one segment may hold colons.
    private bool CanForm(KeyFact key, WrittenKey written, int segment, int at)
    {
        if (at == written.Segments.Count || segment == key.Template.Segments.Count)
        {
            return at == written.Segments.Count && segment == key.Template.Segments.Count;
        }

        var mine = key.Template.Segments[segment];
        var its = written.Segments[at];
        if ((mine.IsPlaceholder ? Takes(key, segment, its) : its.CanBe(mine.Value)) && CanForm(key, written, segment + 1, at + 1))
        {
            return true;
        }

        if (written.EscapesHoles || !its.Parts.Any(static part => part.Text is null && part.Type is null or { SpecialType: SpecialType.System_String or SpecialType.System_Object }))
        {
            return false;
        }

        return Enumerable.Range(segment + 2, Math.Max(0, key.Template.Segments.Count - segment - 1)).Any(next => CanForm(key, written, next, at + 1));
    }
}
