using Reality.TypeScript.Metadata;

namespace Reality.TypeScript.Facts;

/// <summary>A key that an assembly declares.</summary>
/// <param name="Template">The template.</param>
/// <param name="Domain">The class of its accessor.</param>
/// <param name="Member">The accessor.</param>
/// <param name="Key">The key struct.</param>
/// <param name="Read">The method that reads what is behind it: its type and its name.</param>
/// <param name="Placeholders">The placeholders: name and how the value is written.</param>
/// <param name="Url">The payload's path with placeholders in braces; <see langword="null"/> where it has no route.</param>
internal sealed record KeyFact(
    string Template, string Domain, string Member, MetadataType Key, (string Type, string Method) Read, IReadOnlyList<(string Name, string Kind)> Placeholders, string? Url)
{
    /// <summary>The payload, with what is said of nulls.</summary>
    public TypeNode Payload => Key.Interfaces.OfType<NamedNode>()
        .First(static face => face.FullName is "Reality.IRealityRoutedKey`1" or "Reality.IRealityKey`1")
        .Arguments[0];

    /// <summary>The types of the placeholders.</summary>
    public IReadOnlyList<TypeNode> Types => Placeholders.Count == 0 ? [] : Key.Constructors.First(parameters => parameters.Count == Placeholders.Count);
}
