using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Access;

/// <summary>RLT3004.</summary>
internal static class EmptyPolicy
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        "RLT3004",
        "Policy is empty or unknown",
        "{0}",
        RuleCategory.Access,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A policy is found by its name; an empty one is no policy. One that no constant AddPolicy names is an information only: it may be added elsewhere.",
        RulePage.Of("RLT3004"));

    public static readonly DeclarationRule Rule = new(
        Descriptor,
        static _ => "The policy's name is empty. Name a policy of the server, or remove Policy and use Access.",
        ProblemKind.EmptyPolicy);
}
