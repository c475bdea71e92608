using Reality.TypeScript.Metadata;

namespace Reality.TypeScript.Json;

/// <summary>A type and what it inherits, with the type arguments of each.</summary>
internal static class TypeLevels
{
    /// <summary>The type, its base, and so on; of an interface, all those that it names. Ends before <c>object</c>.</summary>
    public static IEnumerable<NamedNode> Of(NamedNode type)
    {
        if (type.Definition is { IsInterface: true })
        {
            return Interfaces(type).Distinct();
        }

        return Bases(type);
    }

    /// <summary>Every interface that a type has, with its type arguments; the type itself if it is one.</summary>
    public static IEnumerable<NamedNode> Interfaces(NamedNode type)
    {
        if (type.Definition is not { } definition)
        {
            return [type];
        }

        var named = definition.Interfaces.Select(face => face.With(type.Arguments)).OfType<NamedNode>().SelectMany(Interfaces);
        var inherited = definition.Base?.With(type.Arguments) is NamedNode inheritedFrom ? Interfaces(inheritedFrom) : [];
        return [.. definition.IsInterface ? [type] : Enumerable.Empty<NamedNode>(), .. named, .. inherited];
    }

    private static IEnumerable<NamedNode> Bases(NamedNode type)
    {
        for (TypeNode? current = type; current is NamedNode named; current = named.Definition!.Base?.With(named.Arguments))
        {
            if (named.FullName is "System.Object" or "System.ValueType")
            {
                yield break;
            }

            if (named.Definition is null)
            {
                throw new KeysException($"The type '{named.FullName}', which '{type.FullName}' derives from, is in none of the assemblies at hand.");
            }

            yield return named;
        }
    }
}
