using Microsoft.CodeAnalysis;
using Reality.Generators.Models;

namespace Reality.Generators.Binding;

/// <summary>Tells lists, sets and dictionaries apart.</summary>
internal static class ContentCollections
{
    private static readonly HashSet<string> Interfaces = new(StringComparer.Ordinal)
    {
        "System.Collections.Generic.IEnumerable", "System.Collections.Generic.ICollection", "System.Collections.Generic.IReadOnlyCollection",
        "System.Collections.Generic.IList", "System.Collections.Generic.IReadOnlyList", "System.Collections.Generic.ISet",
        "System.Collections.Generic.IReadOnlySet", "System.Collections.Generic.IDictionary", "System.Collections.Generic.IReadOnlyDictionary",
        "System.Collections.Immutable.IImmutableList", "System.Collections.Immutable.IImmutableSet", "System.Collections.Immutable.IImmutableDictionary",
        "System.Collections.Immutable.IImmutableQueue", "System.Collections.Immutable.IImmutableStack",
    };

    public static bool IsKnownInterface(ITypeSymbol type) => Interfaces.Contains(TypeText.Dotted(type.OriginalDefinition));

    /// <summary>How a collection is walked; <see langword="null"/> where a type is none.</summary>
    public static (ContentMethodKind Kind, ITypeSymbol Element, string Count)? Of(ITypeSymbol type)
    {
        if (Sequences.ElementOf(type) is not { } element)
        {
            return null;
        }

        var count = CountOf(type);
        var kind = Implements(type, "IDictionary", "IReadOnlyDictionary", "IImmutableDictionary") ? ContentMethodKind.Dictionary
            : Implements(type, "ISet", "IReadOnlySet", "IImmutableSet") ? ContentMethodKind.Set
            : ContentMethodKind.List;
        return (count.Length == 0 ? ContentMethodKind.Uncounted : kind, element, count);
    }

    private static bool Implements(ITypeSymbol type, params string[] names) =>
        type.AllInterfaces.Concat(type is INamedTypeSymbol named ? [named] : []).Any(face =>
            face.TypeKind == TypeKind.Interface && Array.IndexOf(names, face.Name) >= 0
            && TypeText.Namespace(face).StartsWith("System.Collections.", StringComparison.Ordinal));

    private static string CountOf(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol || TypeText.Is(type, "System.Collections.Immutable.ImmutableArray"))
        {
            return "Length";
        }

        IEnumerable<ITypeSymbol> owners = type.TypeKind == TypeKind.Interface ? [type, .. type.AllInterfaces] : BasesOf(type);
        return owners.SelectMany(static owner => owner.GetMembers("Count")).Any(static member =>
            member is IPropertySymbol { DeclaredAccessibility: Accessibility.Public, Type.SpecialType: SpecialType.System_Int32 })
            ? "Count"
            : string.Empty;
    }

    private static IEnumerable<ITypeSymbol> BasesOf(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }
}
