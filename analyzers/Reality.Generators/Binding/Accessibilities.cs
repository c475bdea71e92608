using Microsoft.CodeAnalysis;

namespace Reality.Generators.Binding;

/// <summary>How far a type can be seen, with the types around it and its arguments.</summary>
internal static class Accessibilities
{
    /// <summary>Whether every assembly can name the type.</summary>
    public static bool IsPublic(ITypeSymbol type) => All(type, static symbol => symbol.DeclaredAccessibility == Accessibility.Public);

    /// <summary>Whether generated code of this assembly, outside of the type, can name it.</summary>
    public static bool CanBeNamed(ITypeSymbol type, Compilation compilation) =>
        All(type, symbol => !symbol.IsFileLocal && !IsForbidden(symbol) && compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly));

    /// <summary>Whether generated code can read a field or property from a type or an assembly: a getter can be narrower than its property.</summary>
    public static bool CanBeRead(ISymbol member, ISymbol within, Compilation compilation) =>
        !IsForbidden(member) && compilation.IsSymbolAccessibleWithin(member is IPropertySymbol { GetMethod: { } getter } ? getter : member, within);

    // Marked obsolete as an error: no pragma lets generated code use it.
    private static bool IsForbidden(ISymbol symbol) => symbol.Find(KnownNames.Obsolete) is { ConstructorArguments: [_, { Value: true }, ..] };

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
