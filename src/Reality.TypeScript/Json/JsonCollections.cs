using System.Reflection.Metadata;
using Reality.TypeScript.Metadata;

namespace Reality.TypeScript.Json;

/// <summary>What is written as a JSON array or as an object with any names: decided by the interfaces of a type.</summary>
internal static class JsonCollections
{
    private static readonly TypeNode Anything = new PrimitiveNode(PrimitiveTypeCode.Object);

    /// <summary>The type of a dictionary's values or of a list's elements; neither for other types.</summary>
    public static (TypeNode? Value, TypeNode? Element) Of(NamedNode type)
    {
        List<NamedNode> faces = [.. TypeLevels.Interfaces(type)];
        if (Find("System.Collections.Generic.IDictionary`2", "System.Collections.Generic.IReadOnlyDictionary`2") is { } dictionary)
        {
            return (dictionary.Arguments[1], null);
        }

        if (Find("System.Collections.IDictionary") is not null)
        {
            return (Anything, null);
        }

        return Find("System.Collections.Generic.IEnumerable`1", "System.Collections.Generic.IAsyncEnumerable`1") is { } list
            ? (null, list.Arguments[0])
            : (null, Find("System.Collections.IEnumerable") is null ? null : Anything);

        NamedNode? Find(params string[] names) => faces.FirstOrDefault(face => names.Contains(face.FullName));
    }
}
