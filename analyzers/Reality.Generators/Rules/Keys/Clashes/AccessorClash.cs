using Microsoft.CodeAnalysis;
using Reality.Generators.Rules.Facts;

namespace Reality.Generators.Rules.Keys.Clashes;

/// <summary>RLT1006.</summary>
internal static class AccessorClash
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        "RLT1006",
        "Two accessors have one name",
        "{0}",
        RuleCategory.Keys,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A key's accessor and its struct are named after the words of its template, and each name stands once.",
        RulePage.Of("RLT1006"));

    /// <summary>Words the clash of a key whose names another one takes: the one that comes first in order, or that a reference declares.</summary>
    public static string? Find(DeclaredKey key, IReadOnlyList<DeclaredKey> siblings, OtherKeys others)
    {
        var mine = key.Fact;
        foreach (var other in siblings.Select(static sibling => sibling.Fact).Concat(others.Named(mine)))
        {
            if (other.Signature == mine.Signature)
            {
                continue;
            }

            var accessor = other.Domain == mine.Domain ? mine.Accessors.FirstOrDefault(other.Accessors.Contains) : null;
            var isAccessor = accessor is not null;
            if ((isAccessor || other.StructName == mine.StructName) && (IsFirst(other, mine) || IsReferenced(other, siblings, others)))
            {
                var name = isAccessor ? $"the accessor 'Keys.{mine.Domain}.{accessor}'" : $"the struct '{TypeName.Plain(mine.Struct)}'";
                return $"'{mine.Template.Text}' and '{other.Template.Text}' of '{other.Read}' would both have {name}. Give one of them another name by Name = \"...\".";
            }
        }

        return null;
    }

    private static bool IsReferenced(KeyFact other, IReadOnlyList<DeclaredKey> siblings, OtherKeys others) =>
        !siblings.Any(sibling => ReferenceEquals(sibling.Fact, other)) && !others.IsOfThisAssembly(other);

    // The order in which the generator writes keys.
    private static bool IsFirst(KeyFact left, KeyFact right)
    {
        var order = string.CompareOrdinal(left.Signature, right.Signature);
        order = order != 0 ? order : string.CompareOrdinal(left.Contract, right.Contract);
        return (order != 0 ? order : string.CompareOrdinal(left.Read, right.Read)) < 0;
    }
}
