using Microsoft.CodeAnalysis;

namespace Reality.Generators.Binding;

/// <summary>Tells which types have members that do not say what their JSON is, so that no walk of them can be right.</summary>
internal static class ContentRefusal
{
    /// <summary>Why a type cannot be walked, as the end of a sentence; <see langword="null"/> where it can.</summary>
    public static string? Of(ITypeSymbol type, Compilation compilation)
    {
        if (type.TypeKind == TypeKind.Error)
        {
            return "it is not known";
        }

        if (type.SpecialType == SpecialType.System_Object || type.TypeKind is TypeKind.Dynamic)
        {
            return "it can hold anything";
        }

        if (type.TypeKind is TypeKind.Delegate or TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.TypeParameter || type.IsRefLikeType)
        {
            return "it has no JSON";
        }

        if (!Accessibilities.CanBeNamed(type, compilation))
        {
            return "generated code cannot reach it";
        }

        if (Converters.HasConverter(type))
        {
            return "a JSON converter writes it, so its members do not tell what is sent";
        }

        if (ContentCollections.Of(type) is not null)
        {
            return type.TypeKind == TypeKind.Interface && !ContentCollections.IsKnownInterface(type) ? "it is an interface" : null;
        }

        if (type is IArrayTypeSymbol || type.AllInterfaces.Any(static face => face.SpecialType == SpecialType.System_Collections_IEnumerable))
        {
            return "its elements have no single type";
        }

        if (type.Find(KnownNames.JsonDerivedType) is null && (type.IsAbstract || type.TypeKind == TypeKind.Interface))
        {
            return "it is abstract, and no [JsonDerivedType] lists what it can be";
        }

        return IsForeign(type) ? "it is a type of the framework that the hasher does not know" : null;
    }

    private static bool IsForeign(ITypeSymbol type)
    {
        var space = TypeText.Namespace(type);
        return (space == "System" || space.StartsWith("System.", StringComparison.Ordinal))
            && !type.IsTupleType && type.Name is not "Tuple" && !TypeText.Is(type, "System.Collections.Generic.KeyValuePair");
    }
}
