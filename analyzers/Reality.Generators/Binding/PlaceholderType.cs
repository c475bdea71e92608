using Microsoft.CodeAnalysis;
using Reality.Generators.Models;

namespace Reality.Generators.Binding;

/// <summary>Which types have exactly one text for each value, so that they can stand in a key.</summary>
internal static class PlaceholderType
{
    /// <summary>How values of a type are written and read; <see langword="null"/> where the type has no exact text form.</summary>
    public static PlaceholderKind? KindOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => PlaceholderKind.String,
        SpecialType.System_Boolean => PlaceholderKind.Boolean,
        SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16 or
            SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 => PlaceholderKind.Value,
        SpecialType.None => KindOfOther(type),
        _ => null,
    };

    /// <summary>Whether a value may be null.</summary>
    public static bool MayBeNull(ITypeSymbol type) =>
        type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || (type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated);

    /// <summary>Whether a type's text is its identity: the user's own ids.</summary>
    public static bool IsTextual(ITypeSymbol type) =>
        type.TypeKind is TypeKind.Struct or TypeKind.Class && !type.IsAbstract && !type.IsRefLikeType
            && type.AllInterfaces.Any(static face => TypeText.Is(face, "System.ISpanFormattable"))
            && type.AllInterfaces.Any(face => TypeText.Is(face, "System.ISpanParsable")
                && face.TypeArguments.Length == 1
                && SymbolEqualityComparer.Default.Equals(face.TypeArguments[0], type));

    private static PlaceholderKind? KindOfOther(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Enum)
        {
            return PlaceholderKind.Enum;
        }

        if (IsOfSystem(type))
        {
            return TypeText.Dotted(type) is "System.Guid" or "System.DateOnly" or "System.Int128" or "System.UInt128" ? PlaceholderKind.Value : null;
        }

        return type is INamedTypeSymbol && IsTextual(type) ? PlaceholderKind.Value : null;
    }

    // Of the framework's own types only those listed have one text for each value.
    private static bool IsOfSystem(ITypeSymbol type)
    {
        var space = TypeText.Namespace(type);
        return space == "System" || space.StartsWith("System.", StringComparison.Ordinal);
    }
}
