using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Keys;

/// <summary>RLT1001. The grammar itself says what is wrong and what to write.</summary>
internal static class MalformedTemplate
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        "RLT1001",
        "Key template breaks the grammar",
        "{0}",
        RuleCategory.Keys,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A key template has two to five segments joined by ':', each a lower-case word or one placeholder.",
        RulePage.Of("RLT1001"));

    public static readonly DeclarationRule Rule = new(Descriptor, static problem => problem.Arguments[0], ProblemKind.Grammar);
}
