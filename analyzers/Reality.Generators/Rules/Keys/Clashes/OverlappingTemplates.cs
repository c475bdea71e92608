using Microsoft.CodeAnalysis;
using Reality.Generators.Rules.Facts;

namespace Reality.Generators.Rules.Keys.Clashes;

/// <summary>RLT1005.</summary>
internal static class OverlappingTemplates
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        "RLT1005",
        "Two templates can form the same key",
        "{0}",
        RuleCategory.Keys,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A key matches one template, which decides who may read it and what it holds.",
        RulePage.Of("RLT1005"));

    /// <summary>Words the first clash of a key, if it has any.</summary>
    public static string? Find(DeclaredKey key, IReadOnlyList<DeclaredKey> siblings, OtherKeys others)
    {
        var fact = key.Fact;
        foreach (var other in siblings.Select(static sibling => sibling.Fact).Concat(others.Like(fact)))
        {
            if (fact.Template.Overlaps(other.Template, (template, segment, text) => others.CanBe(ReferenceEquals(template, fact.Template) ? fact : other, segment, text)))
            {
                return $"'{fact.Template.Text}' and '{other.Template.Text}' of '{other.Read}' can form the same key. Change a word of one of them.";
            }

            if (fact.Signature == other.Signature && Difference(fact, other) is { } difference)
            {
                return Conflict(fact, other.Read, difference);
            }
        }

        var traits = siblings
            .Where(sibling => sibling.Fact.Signature == fact.Signature && sibling.Traits is not null)
            .Select(static sibling => (sibling.Fact.Read, Traits: sibling.Traits!))
            .Concat(others.ReadsOf(fact.Signature).Select(static read => (Read: read.Operation, read.Traits)));
        foreach (var (read, other) in traits)
        {
            if (key.Traits is not null && Difference(key.Traits, other) is { } difference)
            {
                return Conflict(fact, read, difference);
            }
        }

        return null;
    }

    private static string Conflict(KeyFact key, string other, string difference) =>
        $"'{key.Template.Text}' is declared by '{other}' too, with {difference}. Make them alike, or change a word of one template.";

    private static string? Difference(KeyFact mine, KeyFact other)
    {
        for (var i = 0; i < mine.Placeholders.Count && i < other.Placeholders.Count; i++)
        {
            if (mine.Placeholders[i].Type != other.Placeholders[i].Type)
            {
                return $"the type '{TypeName.Plain(other.Placeholders[i].Type)}' for '<{mine.Placeholders[i].Name}>' instead of '{TypeName.Plain(mine.Placeholders[i].Type)}'";
            }
        }

        return mine.Payload.TrimEnd('?') != other.Payload.TrimEnd('?') ? $"the payload '{TypeName.Plain(other.Payload)}' instead of '{TypeName.Plain(mine.Payload)}'"
            : mine.Member != other.Member ? $"the accessor '{other.Member}' instead of '{mine.Member}'"
            : null;
    }

    private static string? Difference(ReadTraits mine, ReadTraits other) =>
        mine.Access != other.Access ? $"Access '{other.Access}' instead of '{mine.Access}'"
        : mine.Policy != other.Policy ? $"Policy '{other.Policy}' instead of '{mine.Policy}'"
        : mine.OwnerSegment != other.OwnerSegment ? "another owner"
        : mine.Hash != other.Hash ? $"Hash '{other.Hash}' instead of '{mine.Hash}'"
        : mine.Route.Length > 0 && other.Route.Length > 0 && mine.Route != other.Route ? $"the route '{other.Route}' instead of '{mine.Route}'"
        : null;
}
