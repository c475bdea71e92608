using Microsoft.CodeAnalysis;
using Reality.Generators.Models;
using Reality.Generators.Rules.Facts;
using Reality.Grammar;

namespace Reality.Generators.Rules.Keys.Clashes;

/// <summary>What texts the placeholders of keys can be.</summary>
internal sealed class PlaceholderTexts(Compilation compilation)
{
    /// <summary>Whether the placeholder of a key at a segment can have a text as its value.</summary>
    public bool CanBe(KeyFact key, int segment, string text)
    {
        var index = key.Template.Segments.Take(segment).Count(static one => one.IsPlaceholder);
        return index >= key.Placeholders.Count || TypeOf(key.Placeholders[index], key).CanBe(text);
    }

    private KeyPlaceholderType TypeOf(PlaceholderFact placeholder, KeyFact key) => placeholder.Type switch
    {
        "bool" => KeyPlaceholderType.Boolean,
        "global::System.Guid" => KeyPlaceholderType.Guid,
        "global::System.DateOnly" => KeyPlaceholderType.Date,
        "sbyte" => KeyPlaceholderType.Integer(8, signed: true),
        "byte" => KeyPlaceholderType.Integer(8, signed: false),
        "short" => KeyPlaceholderType.Integer(16, signed: true),
        "ushort" => KeyPlaceholderType.Integer(16, signed: false),
        "int" => KeyPlaceholderType.Integer(32, signed: true),
        "uint" => KeyPlaceholderType.Integer(32, signed: false),
        "long" => KeyPlaceholderType.Integer(64, signed: true),
        "ulong" => KeyPlaceholderType.Integer(64, signed: false),
        "global::System.Int128" => KeyPlaceholderType.Integer(128, signed: true),
        "global::System.UInt128" => KeyPlaceholderType.Integer(128, signed: false),
        _ when placeholder.Kind == PlaceholderKind.Enum => EnumOf(placeholder, key),
        _ => KeyPlaceholderType.Any,
    };

    // The names of an enum are found through the key struct, which has the value as a property of that type.
    private KeyPlaceholderType EnumOf(PlaceholderFact placeholder, KeyFact key)
    {
        var members = compilation.GetTypeByMetadataName(key.Struct.Replace("global::", string.Empty))?.GetMembers() ?? [];
        var type = members.OfType<IPropertySymbol>().Select(static property => property.Type)
            .FirstOrDefault(type => type.TypeKind == TypeKind.Enum && Binding.TypeText.Full(type) == placeholder.Type);
        return KeyPlaceholderType.Enum(type?.GetMembers().OfType<IFieldSymbol>().Where(static field => field.IsConst).Select(static field => field.Name) ?? []);
    }
}
