using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Access;

/// <summary>RLT3002.</summary>
internal static class MissingOwner
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        "RLT3002",
        "Owner placeholder is missing",
        "{0}",
        RuleCategory.Access,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Access.Owner compares the signed-in user with a placeholder of the key, 'userId' unless Owner names another.",
        RulePage.Of("RLT3002"));

    public static readonly DeclarationRule Rule = new(
        Descriptor,
        static problem => $"'{problem.Arguments[1]}' has no placeholder '<{problem.Arguments[0]}>' that names its owner. Add it, or name another one by Owner = \"...\".",
        ProblemKind.OwnerMissing);
}
