using Microsoft.CodeAnalysis;
using Reality.Generators.Binding;

namespace Reality.Generators.Rules.Keys.Texts;

/// <summary>What texts a place takes: the values of <c>[StringSyntax]</c> that <c>Reality.KeyText</c> names.</summary>
internal enum KeyTextSyntax
{
    None,
    Key,
    Family,
    KeyOrFamily,
}

/// <summary>Reads what texts a parameter, property or field takes.</summary>
internal static class KeyTextSyntaxes
{
    public static KeyTextSyntax Of(ISymbol place)
    {
        for (var current = place.OriginalDefinition; current is not null; current = OverriddenBy(current))
        {
            if (current.Find(KnownNames.StringSyntax) is { } attribute)
            {
                return attribute.Text() switch
                {
                    "reality-key" => KeyTextSyntax.Key,
                    "reality-family" => KeyTextSyntax.Family,
                    "reality-key-or-family" => KeyTextSyntax.KeyOrFamily,
                    _ => KeyTextSyntax.None,
                };
            }
        }

        return KeyTextSyntax.None;
    }

    private static ISymbol? OverriddenBy(ISymbol place) => place switch
    {
        IParameterSymbol { ContainingSymbol: IMethodSymbol { OverriddenMethod: { } method } } parameter => method.OriginalDefinition.Parameters[parameter.Ordinal],
        IPropertySymbol { OverriddenProperty: { } property } => property.OriginalDefinition,
        _ => null,
    };
}
