using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Keys;

/// <summary>RLT1008.</summary>
internal static class CollectionForAll
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        "RLT1008",
        "Collection is one key for everybody",
        "{0}",
        RuleCategory.Keys,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "Every client that shows the collection fetches all of it again whenever any of its rows changes.",
        RulePage.Of("RLT1008"));

    public static readonly DeclarationRule Rule = new(
        Descriptor,
        static problem => $"'{problem.Arguments[0]}' is one key for all of '{problem.Arguments[1]}', so everybody who shows it fetches all of it again on any change. Add a placeholder that divides it, such as '<teamId>', if it may grow.",
        ProblemKind.CollectionForAll);
}
