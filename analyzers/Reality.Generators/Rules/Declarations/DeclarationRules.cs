using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Access;
using Reality.Generators.Rules.Keys;
using Reality.Generators.Rules.Weaving;

namespace Reality.Generators.Rules.Declarations;

/// <summary>The rules that the binding of a declaration finds.</summary>
internal static class DeclarationRules
{
    public static readonly ImmutableArray<DeclarationRule> All =
    [
        MalformedTemplate.Rule,
        UpperCaseTemplate.Rule,
        UnboundPlaceholder.Rule,
        PlaceholderWithoutText.Rule,
        UnusableAccessorName.Rule,
        ParameterOutsideKey.Rule,
        CollectionForAll.Rule,
        NotPartial.Rule,
        MissingCore.Rule,
        MissingReality.Rule,
        UnsupportedShape.Rule,
        UnfitHash.Rule,
        MissingAccess.Rule,
        MissingOwner.Rule,
        OpenUserKey.Rule,
        EmptyPolicy.Rule,
    ];

    private static readonly ImmutableDictionary<ProblemKind, DeclarationRule> ByKind =
        All.SelectMany(static rule => rule.Kinds, static (rule, kind) => (rule, kind)).ToImmutableDictionary(static pair => pair.kind, static pair => pair.rule);

    public static Diagnostic Report(DeclarationProblem problem, Location location)
    {
        var rule = ByKind[problem.Kind];
        var properties = rule.Replacement?.Invoke(problem) is { } replacement
            ? ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Replacement, replacement)
            : null;
        return Diagnostic.Create(rule.Descriptor, location, properties, rule.Message(problem));
    }
}
