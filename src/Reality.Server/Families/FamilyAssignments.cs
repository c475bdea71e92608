using System.Collections.Immutable;

namespace Reality.Server.Families;

/// <summary>
/// Which family the keys of each template count with: of every template that any release declared over this storage, so that servers of
/// all of them give a key the same version. An assignment changes only with the epoch.
/// </summary>
internal sealed class FamilyAssignments
{
    private const char NoFamily = '-';

    private readonly ImmutableSortedDictionary<string, string?> _families;

    private FamilyAssignments(ImmutableSortedDictionary<string, string?> families) => _families = families;

    public static FamilyAssignments None { get; } = new(ImmutableSortedDictionary.Create<string, string?>(StringComparer.Ordinal));

    public string? this[KeyPattern pattern] => _families[pattern.Text];

    /// <exception cref="InvalidOperationException">The text is not of this form.</exception>
    public static FamilyAssignments Parse(string? text)
    {
        var families = None._families.ToBuilder();
        foreach (var line in (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ') is not [var pattern, var family])
            {
                throw new InvalidOperationException(
                    $"The storage holds declarations that this release cannot read: '{line}'. A newer release of Reality wrote them; use that.");
            }

            families[pattern] = family[0] == NoFamily ? null : family;
        }

        return new FamilyAssignments(families.ToImmutable());
    }

    /// <summary>One line for each template, in ordinal order: equal for equal assignments.</summary>
    public string Format() => string.Concat(_families.Select(pair => $"{pair.Key} {pair.Value ?? $"{NoFamily}"}\n"));

    /// <summary>The families that count with another row than the one of their name, and that row.</summary>
    public Dictionary<string, string> Moved()
    {
        var moved = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (text, family) in _families)
        {
            if (family is not null && KeyPattern.Parse(text).Family is { } name && name != family)
                moved[name] = family;
        }

        return moved;
    }

    /// <summary>Adds what a release declares.</summary>
    /// <param name="declared">Its templates, of which no two form the same key.</param>
    /// <returns>
    /// The assignments with it, and the families that others were merged into. Where there is one, keys changed their family and a new
    /// epoch must begin.
    /// </returns>
    public (FamilyAssignments Assignments, ImmutableDictionary<string, ImmutableHashSet<string>> Merged) With(IReadOnlyCollection<KeyPattern> declared)
    {
        var families = _families.ToBuilder();
        var merged = ImmutableDictionary.CreateBuilder<string, ImmutableHashSet<string>>(StringComparer.Ordinal);
        var own = declared.Select(pattern => pattern.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var pattern in declared.OrderBy(pattern => pattern.Text, StringComparer.Ordinal))
        {
            if (families.ContainsKey(pattern.Text))
                continue;

            // What other releases declared and may form the same keys: such a key must count alike for both.
            var met = families.Where(pair => !own.Contains(pair.Key) && KeyPattern.Parse(pair.Key).MayOverlap(pattern)).ToArray();
            var theirs = met.Select(pair => pair.Value).Distinct(StringComparer.Ordinal).ToArray();
            if (theirs is [var one] && (one is not null || pattern.Family is null))
            {
                families[pattern.Text] = one;
                continue;
            }

            if (theirs.Length == 0)
            {
                families[pattern.Text] = pattern.Family;
                continue;
            }

            // A template without placeholders has no family to merge into; of those that it meets one does.
            var into = pattern.Family ?? theirs.First(family => family is not null)!;
            families[pattern.Text] = into;
            merged[into] = Merge(families, met, theirs, into);
        }

        return (new FamilyAssignments(families.ToImmutable()), merged.ToImmutable());
    }

    private static ImmutableHashSet<string> Merge(
        ImmutableSortedDictionary<string, string?>.Builder families,
        KeyValuePair<string, string?>[] met,
        string?[] theirs,
        string into)
    {
        foreach (var (text, family) in families.ToArray())
        {
            // Templates without a family have only that in common: of them, those that meet the new one join it.
            if (family is null ? met.Any(pair => pair.Key == text) : theirs.Contains(family))
                families[text] = into;
        }

        return [.. theirs.OfType<string>().Where(family => family != into)];
    }
}
