using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;
using Reality.Generators.Rules.Declarations;

namespace Reality.Generators.Rules.Weaving.PastContract;

/// <summary>A core with its contract.</summary>
/// <param name="Symbol">The core.</param>
/// <param name="Contract">The contract.</param>
/// <param name="Bumps">What the contract invalidates: signatures, nothing for a read.</param>
/// <param name="Templates">What the contract invalidates, as declared.</param>
internal sealed record WovenCore(IMethodSymbol Symbol, IMethodSymbol Contract, HashSet<string> Bumps, IReadOnlyList<string> Templates)
{
    public bool IsWrite => Templates.Count > 0;

    /// <summary>Whether all that another core's contract invalidates is invalidated by this one's too.</summary>
    public bool Covers(WovenCore other) => other.Bumps.IsSubsetOf(Bumps);
}

/// <summary>The cores of one repository.</summary>
internal static class WriteCores
{
    /// <summary>Whether a method may be a core, as far as its name tells.</summary>
    public static bool IsNamedLikeCore(IMethodSymbol method) =>
        method.Name.EndsWith("CoreAsync", StringComparison.Ordinal) || method.Name.EndsWith("Core", StringComparison.Ordinal);

    /// <summary>The cores that the contracts of a class call.</summary>
    public static IReadOnlyList<WovenCore> Of(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        if (!SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly) || !WovenTypes.IsWoven(type))
        {
            return [];
        }

        return
        [
            .. Bindings.Of(compilation).Repository(type, compilation, cancellationToken).Methods
                .Where(static method => method.Core is not null)
                .Select(static method => new WovenCore(
                    method.Core!,
                    method.Method,
                    new(method.Declaration.Bumps.Select(static bump => bump.Signature), StringComparer.Ordinal),
                    [.. method.Declaration.Bumps.Select(static bump => bump.Template)])),
        ];
    }
}
