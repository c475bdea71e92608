using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Weaving;

/// <summary>RLT2002.</summary>
internal static class MissingCore
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        "RLT2002",
        "Annotated method has no core with matching parameters",
        "{0}",
        RuleCategory.Weaving,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The core holds the SQL: a private method named after the contract with 'Core' before 'Async', which takes the contract's parameters, after the connection if it asks for one.",
        RulePage.Of("RLT2002"));

    public static readonly DeclarationRule Rule = new(Descriptor, Message, ProblemKind.NoCore);

    private static string Message(DeclarationProblem problem)
    {
        var (core, method, expected, nearest) = (problem.Arguments[0], problem.Arguments[1], problem.Arguments[2], problem.Arguments[3]);
        return nearest.Length == 0
            ? $"'{method}' has no core '{core}'. Write '{expected}'."
            : $"'{nearest}' does not match '{method}' as its core. Write '{expected}'.";
    }
}
