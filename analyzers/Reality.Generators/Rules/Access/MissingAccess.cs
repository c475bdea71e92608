using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Access;

/// <summary>RLT3001.</summary>
internal static class MissingAccess
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        "RLT3001",
        "Key has no access rule",
        "{0}",
        RuleCategory.Access,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A key without an access rule is refused to everyone at run time.",
        RulePage.Of("RLT3001"));

    public static readonly DeclarationRule Rule = new(
        Descriptor,
        static problem => $"'{problem.Arguments[0]}' says not who may read it, so everyone is refused. Add Access = RealityAccess.Public, Authenticated or Owner, or Policy = \"...\".",
        ProblemKind.NoAccess);
}
