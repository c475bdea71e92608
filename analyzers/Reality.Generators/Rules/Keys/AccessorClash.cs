using Microsoft.CodeAnalysis;

namespace Reality.Generators.Rules.Keys;

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
}
