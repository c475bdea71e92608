using Microsoft.CodeAnalysis;

namespace Reality.Generators.Binding;

/// <summary>
/// What an instance holds besides its <c>IReality</c>. A core that belongs to such an instance may read differently for different
/// callers, so a writer's reading tells nothing of theirs.
/// </summary>
internal static class InstanceState
{
    /// <summary>The names of the state that a class's instances hold; loggers do not count, since they change no result.</summary>
    public static IEnumerable<string> Of(INamedTypeSymbol type)
    {
        for (var current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            if (current.DeclaringSyntaxReferences.IsEmpty)
            {
                // The private fields of a class from another assembly cannot be seen.
                yield return current.Name;
                continue;
            }

            foreach (var field in current.GetMembers().OfType<IFieldSymbol>())
            {
                if (!field.IsStatic && !IsHarmless(field.Type))
                {
                    yield return field.AssociatedSymbol?.Name ?? field.Name;
                }
            }

            foreach (var parameter in RealitySource.PrimaryParametersOf(current))
            {
                if (!current.IsRecord && !IsHarmless(parameter.Type))
                {
                    yield return parameter.Name;
                }
            }
        }
    }

    private static bool IsHarmless(ITypeSymbol type) =>
        TypeText.Is(type, KnownNames.Reality) || TypeText.Is(type, "Microsoft.Extensions.Logging.ILogger");
}
