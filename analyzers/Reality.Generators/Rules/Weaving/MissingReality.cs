using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Weaving;

/// <summary>RLT2003.</summary>
internal static class MissingReality
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        "RLT2003",
        "Repository has no IReality in reach",
        "{0}",
        RuleCategory.Weaving,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Woven methods open connections and transactions through IReality: a parameter of the primary constructor, or a field or property of the class.",
        RulePage.Of("RLT2003"));

    public static readonly DeclarationRule Rule = new(
        Descriptor,
        static problem => $"'{problem.Arguments[0]}' has no IReality in reach of its woven methods. Add a parameter 'IReality reality' to its primary constructor, or keep one in a field.",
        ProblemKind.NoReality);
}
