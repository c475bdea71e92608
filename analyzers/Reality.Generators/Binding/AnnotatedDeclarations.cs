using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Reality.Generators.Binding.Caching;
using Reality.Generators.Models;

namespace Reality.Generators.Binding;

/// <summary>
/// Finds annotated methods and repositories for the generator. Any attribute may turn out to be ours (there are aliases), and which one it is stands in
/// the cache: nothing is bound for a declaration that means what it meant before. The compiler's own search by attribute binds all of them on every
/// keystroke.
/// </summary>
internal static class AnnotatedDeclarations
{
    /// <summary>Whether a node may be an annotated method.</summary>
    public static bool MayBeMethod(SyntaxNode node) => node is MethodDeclarationSyntax { AttributeLists.Count: > 0 };

    /// <summary>Whether a node may be a repository.</summary>
    public static bool MayBeRepository(SyntaxNode node) => node is TypeDeclarationSyntax { AttributeLists.Count: > 0 };

    /// <summary>Binds a method.</summary>
    /// <returns><see langword="null"/> where it is not annotated, or adds nothing by itself.</returns>
    public static AnnotatedMethod? BindMethod(GeneratorSyntaxContext source, CancellationToken cancellationToken)
    {
        var compilation = source.SemanticModel.Compilation;
        if (BindingCache<AnnotatedMethod>.TryGet(source.Node, compilation, out var known))
        {
            return known;
        }

        if (source.SemanticModel.GetDeclaredSymbol(source.Node, cancellationToken) is not IMethodSymbol method
            || !(StandsOn(source.Node, method, KnownNames.Key) || StandsOn(source.Node, method, KnownNames.Invalidates)))
        {
            BindingCache<AnnotatedMethod>.Set(source.Node, compilation, null, [source.Node.SyntaxTree]);
            return null;
        }

        var key = StandsOn(source.Node, method, KnownNames.Key) ? Declaration.BindKey(method, compilation).Key : null;
        var orphan = method.ContainingType is { TypeKind: not TypeKind.Interface } type && type.Find(KnownNames.Repository) is null
            ? RepositoryBinder.Bind(type, compilation, cancellationToken).Model
            : null;
        var bound = key is null && orphan is null ? null : new AnnotatedMethod(key, orphan);
        if ((orphan is null ? SourceDependencies.Of(method) : SourceDependencies.Of(method.ContainingType)) is { } files)
        {
            BindingCache<AnnotatedMethod>.Set(source.Node, compilation, bound, files);
        }

        return bound;
    }

    /// <summary>The class that a node declares, where it is marked as a repository there.</summary>
    public static INamedTypeSymbol? RepositoryOf(GeneratorSyntaxContext source, CancellationToken cancellationToken) =>
        source.SemanticModel.GetDeclaredSymbol(source.Node, cancellationToken) is INamedTypeSymbol type && StandsOn(source.Node, type, KnownNames.Repository)
            ? type
            : null;

    // Of what is declared in parts, the attributes of all parts are the symbol's.
    private static bool StandsOn(SyntaxNode node, ISymbol symbol, string attribute) => symbol.GetAttributes().Any(one =>
        one.Is(attribute) && one.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == node.SyntaxTree && node.Span.Contains(reference.Span));
}
