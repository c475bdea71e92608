using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Keys;

/// <summary>RLT1003.</summary>
internal static class UnboundPlaceholder
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        "RLT1003",
        "Placeholder binds to nothing",
        "{0}",
        RuleCategory.Keys,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A placeholder takes its value from a parameter of the same name, from a member of one, or from the result of the write.",
        RulePage.Of("RLT1003"));

    public static readonly DeclarationRule Rule = new(
        Descriptor, Message, ProblemKind.BindsToNothing, ProblemKind.FamilyUndeclared, ProblemKind.RouteParameter, ProblemKind.RouteLacksParameter)
    {
        Replacement = NearestBinding.Of,
    };

    private static string Message(DeclarationProblem problem) => problem.Kind switch
    {
        ProblemKind.FamilyUndeclared =>
            $"'{problem.Arguments[0]}' is the family of no template: no read declares one with a placeholder in place of each '*'. Write the words of a declared template.",
        ProblemKind.RouteParameter =>
            $"The route's parameter '{{{problem.Arguments[0]}}}' is no placeholder of '{problem.Arguments[1]}'. Name it after a placeholder, or remove it.",
        ProblemKind.RouteLacksParameter when problem.Arguments[1].Contains($"<{problem.Arguments[0]}>") =>
            $"The route has no parameter for '<{problem.Arguments[0]}>' of '{problem.Arguments[1]}'. Add '{{{problem.Arguments[0]}}}' to it.",
        ProblemKind.RouteLacksParameter =>
            $"No request can give '{problem.Arguments[0]}', which '{problem.Arguments[1]}' does not hold. Give the parameter a default value, or add a segment '<{problem.Arguments[0]}>' to the key and '{{{problem.Arguments[0]}}}' to the route.",
        _ => Unbound(problem.Arguments[0], problem.Arguments[1], problem.Arguments[2]),
    };

    private static string Unbound(string placeholder, string searched, string candidates)
    {
        var names = candidates.Length == 0 ? [] : candidates.Split([", "], StringSplitOptions.None);
        if (searched != "a parameter")
        {
            var member = placeholder.Split('.').Skip(1).FirstOrDefault(part => !names.Contains(part)) ?? placeholder;
            return $"'<{placeholder}>' binds to nothing: '{searched}' has no readable member '{member}'. {Advice(member, names, "the type has none")}";
        }

        var root = placeholder.Split('.')[0];
        return $"'<{placeholder}>' binds to nothing: there is no parameter '{root}'. {Advice(root, names, "add one")}";
    }

    private static string Advice(string name, string[] candidates, string otherwise) => (NearestName.Of(name, candidates), candidates) switch
    {
        ({ } nearest, _) => $"Did you mean '{nearest}'?",
        (_, []) => $"There is nothing that it could bind to; {otherwise}.",
        _ => $"It can bind to: {string.Join(", ", candidates)}.",
    };
}
