using Microsoft.CodeAnalysis;

namespace Reality.Generators.Binding;

/// <summary>Recognizes collections by what they give.</summary>
internal static class Sequences
{
    /// <summary>The type of a collection's elements; <see langword="null"/> where a type is no collection, or several.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_String)
        {
            return null;
        }

        if (type is IArrayTypeSymbol array)
        {
            return array.Rank == 1 ? array.ElementType : null;
        }

        if (IsSequence(type))
        {
            return ((INamedTypeSymbol)type).TypeArguments[0];
        }

        var sequences = type.AllInterfaces.Where(IsSequence).ToList();
        return sequences.Count == 1 ? sequences[0].TypeArguments[0] : null;
    }

    /// <summary>Whether a type is <c>IEnumerable&lt;T&gt;</c> itself, which may give its elements only once.</summary>
    public static bool IsSequence(ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T;
}
