using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;

namespace Reality.Generators.Rules.Declarations;

/// <summary>Which types the generator writes into.</summary>
internal static class WovenTypes
{
    /// <summary>Whether a class is marked as a repository or has annotated methods, so that it was meant to be one.</summary>
    public static bool IsWoven(INamedTypeSymbol type) =>
        type.TypeKind is TypeKind.Class or TypeKind.Struct
        && (type.Find(KnownNames.Repository) is not null || type.GetMembers().OfType<IMethodSymbol>().Any(AttributeReading.IsAnnotated));

    /// <summary>Whether a woven class stands in a type.</summary>
    public static bool Encloses(INamedTypeSymbol type) => type.GetTypeMembers().Any(static nested => IsWoven(nested) || Encloses(nested));
}
