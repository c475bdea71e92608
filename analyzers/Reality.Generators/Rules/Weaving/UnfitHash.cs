using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Weaving;

/// <summary>RLT2006.</summary>
internal static class UnfitHash
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        "RLT2006",
        "Hash strategy does not fit the payload",
        "{0}",
        RuleCategory.Weaving,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Content walks every member of the payload, so each must be of a type whose content is known; Value takes a single scalar, and Ids a collection whose elements have an identity.",
        RulePage.Of("RLT2006"));

    public static readonly DeclarationRule Rule = new(Descriptor, Message, ProblemKind.NotHashable, ProblemKind.NotScalar, ProblemKind.NoIdentity);

    private static string Message(DeclarationProblem problem) => problem.Kind == ProblemKind.NoIdentity
        ? $"'{problem.Arguments[0]}' cannot be hashed by Ids: it is no collection whose elements have an 'Id'. Use RealityHash.Content, or mark the member that tells them apart with [Key]."
        : problem.Kind == ProblemKind.NotScalar
        ? $"'{problem.Arguments[0]}' is no scalar, so it cannot be hashed by Value. Use RealityHash.Content."
        : $"'{problem.Arguments[0]}' of type '{problem.Arguments[1]}' cannot be hashed: {problem.Arguments[2].TrimEnd('.')}. Change its type, leave it out with [RealityNotHashed], or use RealityHash.Version.";
}
