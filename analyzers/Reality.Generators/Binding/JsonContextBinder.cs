using Microsoft.CodeAnalysis;
using Reality.Generators.Models;

namespace Reality.Generators.Binding;

/// <summary>Binds the user's JSON contexts, which list the types that they can write.</summary>
internal static class JsonContextBinder
{
    /// <returns><see langword="null"/> where the class is no context, or the module cannot reach it.</returns>
    public static JsonContextModel? Bind(INamedTypeSymbol type, Compilation compilation)
    {
        if (!TypeText.Is(type.BaseType, KnownNames.JsonSerializerContext) || type.IsGenericType || !Accessibilities.CanBeNamed(type, compilation))
        {
            return null;
        }

        var payloads = type.GetAttributes()
            .Where(static attribute => attribute.Is(KnownNames.JsonSerializable))
            .Select(static attribute => attribute.ConstructorArguments is [{ Value: ITypeSymbol payload }, ..] ? TypeText.Bare(payload) : string.Empty);
        return new(TypeText.Bare(type), payloads.ToEquatableArray());
    }
}
