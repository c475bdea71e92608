using Microsoft.CodeAnalysis;
using Reality.Generators.Models;

namespace Reality.Generators.Binding;

/// <summary>Finds the core of a contract: named after it with <c>Core</c> before <c>Async</c>, with its parameters behind the connection.</summary>
internal static class CoreBinder
{
    /// <summary>The name that a contract's core has.</summary>
    public static string NameOf(IMethodSymbol contract) =>
        contract.Name.Length > 5 && contract.Name.EndsWith("Async", StringComparison.Ordinal)
            ? contract.Name.Substring(0, contract.Name.Length - 5) + "CoreAsync"
            : contract.Name + "Core";

    /// <summary>Finds the core.</summary>
    /// <returns><see langword="null"/> where no method of that name fits.</returns>
    public static (IMethodSymbol Symbol, CoreModel Model)? Find(INamedTypeSymbol type, Signature contract, Compilation compilation)
    {
        foreach (var candidate in Candidates(type, contract, compilation))
        {
            if (Match(candidate, contract, compilation) is { } core)
            {
                return (candidate, core);
            }
        }

        return null;
    }

    /// <summary>The methods that have a core's name, whether they fit or not.</summary>
    public static IEnumerable<IMethodSymbol> Candidates(INamedTypeSymbol type, Signature contract, Compilation compilation)
    {
        var name = NameOf(contract.Method);
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var method in current.GetMembers(name).OfType<IMethodSymbol>())
            {
                if (compilation.IsSymbolAccessibleWithin(method, type))
                {
                    yield return method;
                }
            }
        }
    }

    /// <summary>The signature that a contract's core is expected to have, as a person would write it.</summary>
    public static string Expected(Signature contract)
    {
        var parameters = contract.Method.Parameters.Select(static parameter =>
            $"{TypeText.Short(parameter.Type)} {parameter.Name}");
        return $"{TypeText.Short(contract.Method.ReturnType)} {NameOf(contract.Method)}({string.Join(", ", ["DbConnection db", .. parameters])})";
    }

    private static CoreModel? Match(IMethodSymbol core, Signature contract, Compilation compilation)
    {
        if (core.IsGenericMethod || core.ReturnsByRef || core.ReturnsByRefReadonly)
        {
            return null;
        }

        var arguments = new List<CoreArgument>();
        var values = contract.Values.ToList();
        var next = 0;
        string? connection = null;
        foreach (var parameter in core.Parameters)
        {
            if (parameter.RefKind != RefKind.None)
            {
                return null;
            }

            if (parameter.Ordinal == 0 && ConnectionOf(parameter.Type) is { } asked)
            {
                connection = asked;
                arguments.Add(new(CoreArgumentKind.Connection));
            }
            else if (TypeText.Is(parameter.Type, KnownNames.Token))
            {
                arguments.Add(new(CoreArgumentKind.Token));
            }
            else if (next < values.Count && Takes(parameter, values[next], values, compilation))
            {
                arguments.Add(new(CoreArgumentKind.Parameter, values[next++].Ordinal));
            }
            else
            {
                return null;
            }
        }

        return next == values.Count && Returns(core, contract, compilation) is var (kind, mustBeAwaited)
            ? new(TypeText.Identifier(core.Name), core.IsStatic, connection, arguments.ToEquatableArray(), kind, mustBeAwaited)
            : null;
    }

    /// <summary>The connection type that a parameter asks for; <see langword="null"/> where it is no connection.</summary>
    private static string? ConnectionOf(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (TypeText.Is(current, KnownNames.Connection))
            {
                return TypeText.Bare(type);
            }
        }

        // Any DbConnection is one.
        return TypeText.Is(type, "System.Data.IDbConnection") ? "global::System.Data.Common.DbConnection" : null;
    }

    // By position; but a name that stands elsewhere in the contract tells of swapped parameters.
    private static bool Takes(IParameterSymbol parameter, IParameterSymbol value, List<IParameterSymbol> values, Compilation compilation) =>
        compilation.ClassifyCommonConversion(value.Type, parameter.Type).IsIdentity
        && (parameter.Name == value.Name || !values.Any(other => other.Name == parameter.Name))
        && Nullability.Fits(value.Type, parameter.Type);

    private static (ReturnKind Kind, bool MustBeAwaited)? Returns(IMethodSymbol core, Signature contract, Compilation compilation)
    {
        var (kind, result) = Signature.ReturnOf(core.ReturnType);
        if (kind == ReturnKind.Other)
        {
            return null;
        }

        if (contract.Result is null)
        {
            // A result that nobody asks for, such as the number of rows, is left.
            return (kind, result is not null);
        }

        return result is null || !compilation.ClassifyCommonConversion(result, contract.Result).IsImplicit || !Nullability.Fits(result, contract.Result)
            ? null
            : (kind, TypeText.Full(result) != TypeText.Full(contract.Result));
    }
}
