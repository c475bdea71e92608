using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Reality.Generators.Binding;

namespace Reality.Generators.Rules.Weaving.InstanceState;

/// <summary>What a core takes from its instance.</summary>
/// <param name="State">The member or parameter.</param>
/// <param name="Location">Where the core takes it, or uses the member that does.</param>
/// <param name="Through">The method or property that does; <see langword="null"/> for the core itself.</param>
internal sealed record InstanceUse(string State, Location Location, ISymbol? Through);

/// <summary>What the methods of a class take from their instance, and which of them call each other.</summary>
internal sealed class InstanceUses(INamedTypeSymbol type)
{
    public static readonly ImmutableArray<OperationKind> Kinds = [OperationKind.InstanceReference, OperationKind.ParameterReference];

    private readonly ConcurrentDictionary<ISymbol, ConcurrentBag<(ISymbol Target, Location Location)>> _uses = new(SymbolEqualityComparer.Default);

    /// <summary>Looks at one operation of the class.</summary>
    public void Collect(OperationAnalysisContext context)
    {
        if (TargetOf(context.Operation) is { } target && !IsNameOnly(context.Operation) && !IsHarmless(target))
        {
            var syntax = context.Operation is IInstanceReferenceOperation && target is not ITypeSymbol ? context.Operation.Parent!.Syntax : context.Operation.Syntax;
            _uses.GetOrAdd(context.ContainingSymbol, static _ => []).Add((target, syntax.GetLocation()));
        }
    }

    /// <summary>The first place at which a core depends on its instance, if there is one.</summary>
    public InstanceUse? FirstOf(IMethodSymbol core)
    {
        foreach (var (target, location) in Of(core))
        {
            if (!IsFollowed(target))
            {
                return new(NameOf(target), location, null);
            }

            var visited = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { core };
            if (StateBehind(target, visited) is { } state)
            {
                return new(NameOf(state), location, target);
            }
        }

        return null;
    }

    private static string NameOf(ISymbol state) => state is ITypeSymbol ? "this" : state.Name;

    private ISymbol? StateBehind(ISymbol method, HashSet<ISymbol> visited)
    {
        if (!visited.Add(method))
        {
            return null;
        }

        foreach (var (target, _) in Of(method))
        {
            if ((IsFollowed(target) ? StateBehind(target, visited) : target) is { } state)
            {
                return state;
            }
        }

        return null;
    }

    // A property is followed into its accessors.
    private IEnumerable<(ISymbol Target, Location Location)> Of(ISymbol member)
    {
        var methods = member is IPropertySymbol property ? new ISymbol?[] { property.GetMethod, property.SetMethod } : [member];
        return methods.OfType<ISymbol>()
            .SelectMany(method => _uses.TryGetValue(method, out var uses) ? uses : [])
            .OrderBy(static use => use.Location.SourceSpan.Start);
    }

    private ISymbol? TargetOf(IOperation operation) => operation switch
    {
        // A parameter of the primary constructor that a method uses is kept in the instance.
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } parameter }
            when SymbolEqualityComparer.Default.Equals(constructor.ContainingType, type) => parameter,
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } self => self.Parent switch
        {
            IInvocationOperation invocation when invocation.Instance == self => invocation.TargetMethod,
            IMemberReferenceOperation reference when reference.Instance == self => reference.Member,
            _ => self.Type,
        },
        _ => null,
    };

    private static bool IsNameOnly(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is INameOfOperation)
            {
                return true;
            }
        }

        return false;
    }

    // Methods of the class are looked into, and so are properties that keep nothing themselves.
    private bool IsFollowed(ISymbol target) => SymbolEqualityComparer.Default.Equals(target.ContainingType, type) && target switch
    {
        IMethodSymbol => true,
        IPropertySymbol property => !type.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property)),
        _ => false,
    };

    /// <summary>Whether a target leaves the result alone: the storage itself, loggers, other contracts, and methods of bases, of which nothing is known.</summary>
    private bool IsHarmless(ISymbol target) => target switch
    {
        IFieldSymbol field => IsHarmless(field.Type),
        IPropertySymbol property => IsHarmless(property.Type),
        IParameterSymbol parameter => IsHarmless(parameter.Type),
        IMethodSymbol method => method.IsAnnotated() || !SymbolEqualityComparer.Default.Equals(method.ContainingType, type),
        _ => false,
    };

    private static bool IsHarmless(ITypeSymbol type) =>
        TypeText.Is(type, KnownNames.Reality) || (type.Name == "ILogger" && TypeText.Namespace(type) == "Microsoft.Extensions.Logging");
}
