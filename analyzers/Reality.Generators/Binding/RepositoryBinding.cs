using Microsoft.CodeAnalysis;
using Reality.Generators.Models;

namespace Reality.Generators.Binding;

/// <summary>A bound contract of a repository.</summary>
/// <param name="Declaration">What its attributes declare.</param>
/// <param name="IsOfInterface">Whether an interface declares it, so that what is wrong with the weaving stands at the class.</param>
/// <param name="Core">The core, if one fits.</param>
/// <param name="Problems">What is wrong with its weaving here. What is wrong with the declaration is in the declaration.</param>
/// <param name="Model">What is emitted for it; <see langword="null"/> where nothing can be.</param>
internal sealed record BoundMethod(
    Declaration Declaration,
    bool IsOfInterface,
    IMethodSymbol? Core,
    IReadOnlyList<DeclarationProblem> Problems,
    MethodModel? Model)
{
    public IMethodSymbol Method => Declaration.Method;
}

/// <summary>A bound repository, with its symbols: for rules. The generator keeps the <see cref="Model"/> alone.</summary>
/// <param name="Type">The class.</param>
/// <param name="Methods">Its contracts.</param>
/// <param name="Problems">What is wrong with the class itself.</param>
/// <param name="Model">What is emitted; <see langword="null"/> where nothing can be: the class, or one around it, is not partial.</param>
internal sealed record RepositoryBinding(
    INamedTypeSymbol Type,
    IReadOnlyList<BoundMethod> Methods,
    IReadOnlyList<DeclarationProblem> Problems,
    RepositoryModel? Model);
