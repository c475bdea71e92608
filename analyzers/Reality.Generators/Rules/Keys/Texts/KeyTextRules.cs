using Microsoft.CodeAnalysis;

namespace Reality.Generators.Rules.Keys.Texts;

/// <summary>The rules of keys that are written as text.</summary>
internal static class KeyTextRules
{
    public static readonly DiagnosticDescriptor Unknown = new(
        "RLT1010",
        "No template forms this key",
        "{0}",
        RuleCategory.Keys,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A key that no template forms is refused to everyone, and no write ever changes it.",
        RulePage.Of("RLT1010"));

    public static readonly DiagnosticDescriptor Untyped = new(
        "RLT1011",
        "Key is written as text",
        "'{0}' is a key of '{1}'. {2}, so that the compiler checks its words and the types of its values.",
        RuleCategory.Keys,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "The accessor escapes its values, and the compiler tells where the template has changed.",
        RulePage.Of("RLT1011"));
}
