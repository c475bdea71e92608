using Microsoft.CodeAnalysis;

namespace Reality.Generators.Binding;

/// <summary>
/// The members of a payload that its JSON can show: public instance members that hold state (settable, init, set by the constructor),
/// and what <c>[JsonInclude]</c> adds, less <c>[JsonIgnore]</c> and <c>[RealityNotHashed]</c>; inherited ones first.
/// </summary>
internal static class ContentMembers
{
    // JsonIgnoreCondition: Always and WhenWriting leave the member out of the JSON; the others depend on its value.
    private const int Always = 1;
    private const int WhenWriting = 4;

    public static IReadOnlyList<ISymbol> Of(INamedTypeSymbol type)
    {
        var levels = new List<List<ISymbol>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var overridden = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        for (var current = type; current is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; current = current.BaseType)
        {
            var level = new List<ISymbol>();
            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol { GetMethod: not null, OverriddenProperty: { } property })
                {
                    overridden.Add(property);
                }

                // A member that a derived type overrides was met there. One that it hides is in the JSON unless the other has its name in it.
                if (IsInstanceData(member) && (IsIncluded(member) || member.DeclaredAccessibility == Accessibility.Public)
                    && !overridden.Contains(member) && !IsIgnored(member) && names.Add(JsonNameOf(member))
                    && member.Find(KnownNames.NotHashed) is null && HoldsState(member, type))
                {
                    level.Add(member);
                }
            }

            levels.Add(level);
        }

        levels.Reverse();
        return [.. levels.SelectMany(static level => level)];
    }

    /// <summary>Whether a member's name means another member where a value of the type stands.</summary>
    public static bool IsHidden(ISymbol member, INamedTypeSymbol type)
    {
        for (var current = type; current is not null && !SymbolEqualityComparer.Default.Equals(current, member.ContainingType); current = current.BaseType)
        {
            if (current.GetMembers(member.Name).Any(static other => !other.IsOverride))
            {
                return true;
            }
        }

        return false;
    }

    public static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    private static bool IsInstanceData(ISymbol member) => !member.IsStatic && member switch
    {
        IPropertySymbol property => property is { IsIndexer: false, GetMethod: not null, ExplicitInterfaceImplementations.IsEmpty: true },
        IFieldSymbol field => field is { IsImplicitlyDeclared: false, AssociatedSymbol: null },
        _ => false,
    };

    private static bool IsIncluded(ISymbol member) => member.Find(KnownNames.JsonInclude) is not null;

    private static bool IsIgnored(ISymbol member) => member.Find(KnownNames.JsonIgnore) is { } ignore
        && (!ignore.Has("Condition") || ignore.Named<int>("Condition") is Always or WhenWriting);

    private static string JsonNameOf(ISymbol member) => member.Find(KnownNames.JsonPropertyName)?.Text() ?? member.Name;

    private static bool HoldsState(ISymbol member, INamedTypeSymbol type) => member switch
    {
        IPropertySymbol property when IsIncluded(property) => true,
        IPropertySymbol property => property.GetMethod!.DeclaredAccessibility == Accessibility.Public
            && (property.SetMethod is not null || IsAutomatic(property) || IsBound(property, property.ContainingType) || IsBound(property, type)),
        // The web defaults of System.Text.Json leave fields out.
        _ => IsIncluded(member),
    };

    // Its getter returns a field that the compiler made; from metadata, only the getter's mark is left of that.
    private static bool IsAutomatic(IPropertySymbol property) =>
        property.ContainingType.GetMembers().Any(member => member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property))
        || property.GetMethod!.GetAttributes().Any(static attribute => TypeText.Is(attribute.AttributeClass, "System.Runtime.CompilerServices.CompilerGeneratedAttribute"));

    private static bool IsBound(IPropertySymbol property, INamedTypeSymbol type) => type.InstanceConstructors.Any(constructor =>
        constructor.DeclaredAccessibility == Accessibility.Public
        && constructor.Parameters.Any(parameter =>
            string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase)
            && SymbolEqualityComparer.Default.Equals(parameter.Type, property.Type)));
}
