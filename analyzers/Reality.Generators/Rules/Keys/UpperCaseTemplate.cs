using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Keys;

/// <summary>RLT1002. The grammar itself says what to write.</summary>
internal static class UpperCaseTemplate
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        "RLT1002",
        "Key template is not named as agreed",
        "{0}",
        RuleCategory.Keys,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Keys are compared by their exact text. Words in lower case are hard to get wrong; which domains there are and how words are joined is for .editorconfig to say.",
        RulePage.Of("RLT1002"));

    public static readonly DeclarationRule Rule = new(Descriptor, static problem => problem.Arguments[0], ProblemKind.UpperCase);
}
