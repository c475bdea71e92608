using Reality.Generators.Models;

namespace Reality.Generators.Sql.Finding;

/// <summary>What is known of a text without running anything. It holds no part of the compiler.</summary>
/// <param name="Alternatives">The texts that it can be, with holes for values (<see cref="Lexing.SqlHoles"/>); several where a condition chooses.</param>
/// <param name="Unknown">Why it is not known; there are no alternatives then.</param>
internal sealed record ConstantText(EquatableArray<string> Alternatives, string? Unknown)
{
    /// <summary>More than this many are not followed.</summary>
    private const int MostAlternatives = 16;

    private const int LongestText = 100_000;

    public static ConstantText Empty { get; } = Known(string.Empty);

    public static ConstantText Known(string text) => new([text], null);

    public static ConstantText NotKnown(string reason) => new([], reason);

    /// <summary>This text and then another.</summary>
    public ConstantText Then(ConstantText other)
    {
        if (Unknown is not null || other.Unknown is not null)
        {
            return Unknown is not null ? this : other;
        }

        if (Alternatives.Count * other.Alternatives.Count > MostAlternatives)
        {
            return NotKnown("it can be too many texts");
        }

        var texts = Alternatives.SelectMany(first => other.Alternatives.Select(second => first + second)).Distinct().ToEquatableArray();
        return texts.Any(static text => text.Length > LongestText) ? NotKnown("it is too long") : new(texts, null);
    }

    /// <summary>This text or another.</summary>
    public ConstantText Or(ConstantText other)
    {
        if (Unknown is not null || other.Unknown is not null)
        {
            return Unknown is not null ? this : other;
        }

        var texts = Alternatives.Concat(other.Alternatives).Distinct().ToEquatableArray();
        return texts.Count > MostAlternatives ? NotKnown("it can be too many texts") : new(texts, null);
    }
}
