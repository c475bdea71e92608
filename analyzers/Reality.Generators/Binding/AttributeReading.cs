using Microsoft.CodeAnalysis;

namespace Reality.Generators.Binding;

/// <summary>Reads attributes without making them.</summary>
internal static class AttributeReading
{
    public static AttributeData? Find(this ISymbol symbol, string metadataName)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.Is(metadataName))
            {
                return attribute;
            }
        }

        return null;
    }

    public static bool Is(this AttributeData attribute, string metadataName) => TypeText.Is(attribute.AttributeClass, metadataName);

    /// <summary>The attribute's only positional argument, if it is a text.</summary>
    public static string Text(this AttributeData attribute) =>
        attribute.ConstructorArguments is [{ Value: string text }, ..] ? text : string.Empty;

    public static T? Named<T>(this AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value.Value is T value ? value : default;
            }
        }

        return default;
    }

    public static bool Has(this AttributeData attribute, string name) => attribute.NamedArguments.Any(argument => argument.Key == name);

    /// <summary>Whether a method declares a key or an invalidation.</summary>
    public static bool IsAnnotated(this IMethodSymbol method) =>
        method.GetAttributes().Any(static attribute => attribute.Is(KnownNames.Key) || attribute.Is(KnownNames.Invalidates));
}
