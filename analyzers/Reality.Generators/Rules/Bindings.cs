using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Facts;

namespace Reality.Generators.Rules;

/// <summary>What the rules of one compilation share: each type is bound once, and the facts of the others are read once.</summary>
internal sealed class Bindings
{
    private static readonly ConditionalWeakTable<Compilation, Bindings> Known = new();

    private readonly ConcurrentDictionary<INamedTypeSymbol, RepositoryBinding> _repositories = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, Declaration> _declarations = new(SymbolEqualityComparer.Default);

    private Bindings(Compilation compilation) => Facts = FactsIndex.Of(compilation);

    public FactsIndex Facts { get; }

    public static Bindings Of(Compilation compilation) => Known.GetValue(compilation, static compilation => new(compilation));

    /// <summary>A woven class.</summary>
    public RepositoryBinding Repository(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken) =>
        _repositories.TryGetValue(type, out var known) ? known
            : _repositories.GetOrAdd(type, RepositoryBinder.Bind(type, compilation, cancellationToken));

    /// <summary>An annotated method of an interface.</summary>
    public Declaration Contract(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken) =>
        _declarations.TryGetValue(method, out var known) ? known
            : _declarations.GetOrAdd(method, Declaration.Bind(method, compilation, cancellationToken));
}
