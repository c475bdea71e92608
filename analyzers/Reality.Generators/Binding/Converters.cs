using Microsoft.CodeAnalysis;

namespace Reality.Generators.Binding;

/// <summary>Finds types whose JSON a converter writes.</summary>
internal static class Converters
{
    public static bool HasConverter(ITypeSymbol type) => type.GetAttributes().Any(static attribute =>
    {
        for (var current = attribute.AttributeClass; current is not null; current = current.BaseType)
        {
            if (TypeText.Is(current, KnownNames.JsonConverter))
            {
                return true;
            }
        }

        return false;
    });
}
