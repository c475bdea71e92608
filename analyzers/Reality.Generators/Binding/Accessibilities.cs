using Microsoft.CodeAnalysis;

namespace Reality.Generators.Binding;

/// <summary>How far a type can be seen, with the types around it and its arguments.</summary>
internal static class Accessibilities
{
    /// <summary>Whether every assembly can name the type.</summary>
    public static bool IsPublic(ITypeSymbol type) => All(type, static symbol => symbol.DeclaredAccessibility == Accessibility.Public);

    /// <summary>Whether generated code of this assembly, outside of the type, can name it.</summary>
    public static bool CanBeNamed(ITypeSymbol type, Compilation compilation) =>
        All(type, symbol => !symbol.IsFileLocal && compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly));

    private static bool All(ITypeSymbol type, Func<INamedTypeSymbol, bool> fits) => type switch
    {
        IArrayTypeSymbol array => All(array.ElementType, fits),
        INamedTypeSymbol named when named.IsTupleType => named.TupleElements.All(element => All(element.Type, fits)),
        INamedTypeSymbol named => fits(named)
            && (named.ContainingType is null || All(named.ContainingType, fits))
            && named.TypeArguments.All(argument => All(argument, fits)),
        _ => true,
    };
}
