using Microsoft.CodeAnalysis;
using Reality.Generators.Rules.Facts;

namespace Reality.Generators.Rules.Keys.Texts;

/// <summary>Compares texts with the templates that a compilation and its references declare.</summary>
internal sealed class KeyTextCheck(FactsIndex facts, Compilation compilation)
{
    private readonly KeyForms _forms = new(facts, compilation);
    private readonly Lazy<bool> _isEmpty = new(() => !facts.EveryKey.Any());

    /// <summary>What is to be said of a text, if anything.</summary>
    public (DiagnosticDescriptor Rule, object[] Arguments, string? Replacement)? Of(WrittenKey written, KeyTextSyntax syntax)
    {
        // Without templates nothing is known of any key.
        if (_isEmpty.Value)
        {
            return null;
        }

        if (written.IsFamily)
        {
            return syntax == KeyTextSyntax.Key ? StarInKey(written) : OfFamily(written);
        }

        return syntax == KeyTextSyntax.Family
            ? written.IsConstant ? Unknown(written, "is no family", "Write a template with '*' in place of each placeholder, such as chat:room:*", null) : null
            : OfKey(written);
    }

    private (DiagnosticDescriptor, object[], string?)? OfKey(WrittenKey written)
    {
        var forming = _forms.Of(written);
        if (forming.Count == 0)
        {
            return NearestKey.Of(written, facts.EveryKey, _forms) is var (near, corrected)
                ? Meant(written, near, facts.IsVisible(near) ? TypedAccessor.Of(near, corrected) : null)
                : Unknown(written, "is a key that no template forms", Declared(written), null);
        }

        // A hole that may hold colons is taken for one value where a template fits so.
        var key = forming.Count == 1 ? forming[0] : forming.FirstOrDefault(one => TypedAccessor.Of(one, written) is not null);
        var accessor = key is null ? null : TypedAccessor.Of(key, written);
        if (key is null || (accessor is null && !written.IsConstant) || !facts.IsVisible(key))
        {
            return null;
        }

        return (KeyTextRules.Untyped, [written.Text, key.Template.Text, accessor is null ? $"Write Keys.{key.Domain}.{key.Member}(…)" : $"Write {accessor}"], accessor);
    }

    private (DiagnosticDescriptor, object[], string?)? OfFamily(WrittenKey written)
    {
        if (_forms.OfFamily(written) is [var key])
        {
            return facts.IsVisible(key) && TypedAccessor.FamilyOf(key) is { } accessor
                ? (KeyTextRules.Untyped, [written.Text, key.Template.Text, $"Write {accessor}"], accessor)
                : null;
        }

        var near = facts.EveryKey
            .Where(candidate => candidate.Placeholders.Count > 0 && candidate.Template.Segments.Count == written.Segments.Count)
            .Select(candidate => (Key: candidate, Distance: DistanceOf(candidate, written)))
            .Where(static pair => pair.Distance is not null)
            .OrderBy(static pair => pair.Distance)
            .FirstOrDefault().Key;
        return near is not null
            ? Meant(written, near, facts.IsVisible(near) ? TypedAccessor.FamilyOf(near) : null, "is the family of no template")
            : written.IsConstant ? Unknown(written, "is the family of no template", Declared(written), null) : null;
    }

    private static int? DistanceOf(KeyFact key, WrittenKey written)
    {
        var sum = 0;
        for (var i = 0; i < written.Segments.Count; i++)
        {
            var isStar = written.Segments[i].Text == "*";
            if (isStar != key.Template.Segments[i].IsPlaceholder)
            {
                return null;
            }

            if (!isStar)
            {
                if (written.Segments[i].Text is not { } word || NearestTemplate.Distance(word, key.Template.Segments[i].Value) is not { } distance)
                {
                    return null;
                }

                sum += distance;
            }
        }

        return sum;
    }

    private static (DiagnosticDescriptor, object[], string?) StarInKey(WrittenKey written) =>
        Unknown(written, "is a family, where one key is asked for", "Write a value in place of '*'", null);

    private static (DiagnosticDescriptor, object[], string?) Meant(
        WrittenKey written, KeyFact near, string? accessor, string what = "is a key that no template forms") =>
        Unknown(written, what, $"Did you mean {accessor ?? $"'{near.Template.Text}'"}?", accessor);

    private static (DiagnosticDescriptor, object[], string?) Unknown(WrittenKey written, string what, string advice, string? accessor) =>
        (KeyTextRules.Unknown, [$"'{written.Text}' {what}. {advice}{(advice.EndsWith("?", StringComparison.Ordinal) ? string.Empty : ".")}"], accessor);

    private string Declared(WrittenKey written)
    {
        var domain = written.Segments[0].Text ?? string.Empty;
        var templates = facts.EveryKeyOf(domain).Select(static key => $"'{key.Template.Text}'").Distinct().OrderBy(static text => text, StringComparer.Ordinal).Take(5).ToList();
        if (templates.Count > 0)
        {
            return $"Declared in '{domain}': {string.Join(", ", templates)}";
        }

        var domains = facts.EveryKey.Select(static key => key.Template.Segments[0].Value).Distinct().OrderBy(static text => text, StringComparer.Ordinal).Take(10);
        return $"Declared domains: {string.Join(", ", domains)}";
    }
}
