using Reality.TypeScript.Metadata;

namespace Reality.TypeScript.Json;

/// <summary>A type that is written as one of several, told apart by a member.</summary>
/// <param name="Discriminator">The member's name.</param>
/// <param name="Alternatives">What may be written: each type with the member's value, if it has one.</param>
internal sealed record JsonPolymorphism(string Discriminator, IReadOnlyList<(NamedNode Type, object? Value)> Alternatives)
{
    private const string DefaultDiscriminator = "$type";

    /// <summary>Reads what a type says of its derived types; <see langword="null"/> where it says nothing.</summary>
    public static JsonPolymorphism? Of(MetadataType type)
    {
        List<(NamedNode Type, object? Value)> alternatives =
        [
            .. type.Attributes
                .Where(static attribute => attribute.Is(JsonNames.DerivedType))
                .Select(static attribute => (Type: attribute.Fixed[0] as NamedNode, Value: attribute.Fixed.Count > 1 ? attribute.Fixed[1] : null))
                .Where(static item => item.Type is not null)
                .Select(static item => (item.Type!, item.Value)),
        ];
        if (alternatives.Count == 0)
        {
            return null;
        }

        if (!type.IsAbstract && !type.IsInterface && !alternatives.Any(item => item.Type.Definition == type))
        {
            alternatives.Insert(0, (new NamedNode(type.FullName, false, [.. type.Parameters.Select(static (_, index) => new ParameterNode(index))], type), null));
        }

        var name = type.Attributes.FirstOrDefault(static attribute => attribute.Is(JsonNames.Polymorphic))?.Named.GetValueOrDefault("TypeDiscriminatorPropertyName");
        return new(name as string ?? DefaultDiscriminator, alternatives);
    }
}
