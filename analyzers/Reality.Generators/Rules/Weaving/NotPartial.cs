using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Weaving;

/// <summary>RLT2001.</summary>
internal static class NotPartial
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        "RLT2001",
        "Annotated method cannot be woven where it stands",
        "{0}",
        RuleCategory.Weaving,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The generator writes the body of an annotated method: the method and the types around it are partial, and the class is marked [RealityRepository].",
        RulePage.Of("RLT2001"));

    public static readonly DeclarationRule Rule = new(
        Descriptor,
        Message,
        ProblemKind.MethodNotPartial,
        ProblemKind.TypeNotPartial,
        ProblemKind.NotRepository,
        ProblemKind.ImplementedByHand);

    private static string Message(DeclarationProblem problem) => problem.Kind switch
    {
        ProblemKind.MethodNotPartial =>
            $"'{problem.Arguments[0]}' is annotated but has a body of its own, so nothing is woven into it. Make it a public partial method without body, and move the body to a private core.",
        ProblemKind.TypeNotPartial =>
            $"'{problem.Arguments[0]}' is not partial, so the annotated methods in it cannot be woven. Add 'partial'.",
        ProblemKind.NotRepository =>
            $"'{problem.Arguments[0]}' has annotated methods but is no repository. Mark it with [RealityRepository].",
        _ =>
            $"'{problem.Arguments[0]}' implements '{problem.Arguments[1]}' itself, so nothing is woven into it. Make it the private core of the method; the generator writes the public one.",
    };
}
