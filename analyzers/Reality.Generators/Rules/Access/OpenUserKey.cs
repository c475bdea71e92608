using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Access;

/// <summary>RLT3003.</summary>
internal static class OpenUserKey
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        "RLT3003",
        "User's key is open to others",
        "{0}",
        RuleCategory.Access,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A key that begins with a user's id mostly holds what is that user's own.",
        RulePage.Of("RLT3003"));

    public static readonly DeclarationRule Rule = new(Descriptor, Message, ProblemKind.OpenUserKey);

    private static string Message(DeclarationProblem problem)
    {
        var (template, owner) = (problem.Arguments[0], problem.Arguments[2]);
        var readers = problem.Arguments[1] == nameof(Models.AccessRule.Public) ? "anybody" : "any signed-in user";
        var argument = owner == "userId" ? string.Empty : $", Owner = \"{owner}\"";
        return $"'{template}' is a key of one user, and {readers} may read it. Write Access = RealityAccess.Owner{argument}, or a Policy that says who else may.";
    }
}
