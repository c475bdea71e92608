using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Reality.Generators.Rules.Weaving.PastContract;

/// <summary>Which methods of one class call each other: a private one does what its callers' contracts invalidate.</summary>
internal sealed class CallsWithin(INamedTypeSymbol type)
{
    private readonly ConcurrentBag<(IMethodSymbol Caller, IMethodSymbol Target, Location Location)> _calls = [];

    /// <summary>Looks at one operation of the class.</summary>
    public void Collect(OperationAnalysisContext context)
    {
        if (PastContractAnalyzer.TargetOf(context.Operation) is { } target
            && SymbolEqualityComparer.Default.Equals(target.ContainingType, type)
            && SymbolEqualityComparer.Default.Equals(context.ContainingSymbol.ContainingType, type)
            && context.ContainingSymbol is IMethodSymbol caller)
        {
            _calls.Add((caller, target.OriginalDefinition, context.Operation.Syntax.GetLocation()));
        }
    }

    public void Report(SymbolAnalysisContext context)
    {
        if (!_calls.Any(static call => WriteCores.IsNamedLikeCore(call.Target)))
        {
            return;
        }

        var cores = WriteCores.Of(type, context.Compilation, context.CancellationToken);
        foreach (var (caller, target, location) in _calls)
        {
            if (cores.FirstOrDefault(core => core.IsWrite && Is(core.Symbol, target)) is { } called
                && !IsCovered(caller, called, cores, new(SymbolEqualityComparer.Default)))
            {
                context.ReportDiagnostic(PastContractAnalyzer.At(location, called));
            }
        }
    }

    /// <summary>Whether whoever comes through a method invalidates what a core's contract does.</summary>
    private bool IsCovered(IMethodSymbol method, WovenCore called, IReadOnlyList<WovenCore> cores, HashSet<ISymbol> visited)
    {
        var own = cores.Where(core => Is(core.Symbol, method)).ToList();
        if (own.Count > 0)
        {
            return own.TrueForAll(core => core.Covers(called));
        }

        if (method.DeclaredAccessibility != Accessibility.Private || !visited.Add(method))
        {
            return visited.Contains(method) && method.DeclaredAccessibility == Accessibility.Private;
        }

        var callers = _calls.Where(call => Is(call.Target, method)).Select(static call => call.Caller).ToList();
        return callers.Count > 0 && callers.TrueForAll(caller => IsCovered(caller, called, cores, visited));
    }

    private static bool Is(IMethodSymbol left, IMethodSymbol right) => SymbolEqualityComparer.Default.Equals(left.OriginalDefinition, right.OriginalDefinition);
}
