using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Keys;

/// <summary>RLT1007.</summary>
internal static class ParameterOutsideKey
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        "RLT1007",
        "Read has a parameter that is not in its key",
        "{0}",
        RuleCategory.Keys,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A read is a function of its key and the database. A parameter beside the key gives two payloads for one key.",
        RulePage.Of("RLT1007"));

    public static readonly DeclarationRule Rule = new(Descriptor, Message, ProblemKind.ParameterOutsideKey);

    private static string Message(DeclarationProblem problem) =>
        $"'{problem.Arguments[0]}' is not in the key '{problem.Arguments[1]}', so calls that differ in it give different results for one key. Add a segment '<{problem.Arguments[0]}>', or remove the parameter.";
}
