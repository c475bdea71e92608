using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Reality.Generators.Models;

namespace Reality.Generators.Binding;

/// <summary>The id of a walk: it differs where anything differs that could make equal bytes mean different JSON.</summary>
internal sealed class ContentShape(string purpose)
{
    // Raise it when the bytes that generated code or the hasher write for the same payload change.
    private const string FormatVersion = "1";

    private readonly StringBuilder _description = new(FormatVersion + purpose);

    /// <summary>Adds a method of the walk.</summary>
    public void Add(ContentMethod method)
    {
        Line(method.Name, method.Kind.ToString(), method.Type.Replace("?", string.Empty), method.Count);
        foreach (var member in method.Members)
        {
            Line("member", member.Through + member.Access, Text(member.Value));
        }

        foreach (var item in method.Cases)
        {
            Line("case", item.Type, item.Discriminator, item.Method);
        }
    }

    /// <summary>Adds what a member's JSON depends on besides its value.</summary>
    public void Add(ITypeSymbol type, ISymbol member) => Line(
        "json",
        type.Name,
        member.Name,
        member.Find(KnownNames.JsonPropertyName)?.Text() ?? string.Empty,
        member.Find(KnownNames.JsonPropertyOrder) is { ConstructorArguments: [{ Value: int order }] } ? order.ToString(CultureInfo.InvariantCulture) : string.Empty,
        member.Find(KnownNames.JsonIgnore)?.Named<int>("Condition").ToString(CultureInfo.InvariantCulture) ?? string.Empty,
        member.Find(KnownNames.JsonConverter) is { ConstructorArguments: [{ Value: ITypeSymbol converter }] } ? TypeText.Bare(converter) : string.Empty);

    /// <summary>Eight lower-case hexadecimal digits over everything added.</summary>
    public string Id(ContentValue root)
    {
        Line("root", Text(root));
        using var hash = SHA256.Create();
        var bytes = hash.ComputeHash(Encoding.UTF8.GetBytes(_description.ToString()));
        return string.Concat(bytes.Take(4).Select(static part => part.ToString("x2", CultureInfo.InvariantCulture)));
    }

    /// <summary>A word that names a type in a method's name: <c>Message</c>, <c>MessageList</c>, <c>PageOfMessage</c>.</summary>
    public static string Word(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Word(array.ElementType) + "Array",
        INamedTypeSymbol { IsTupleType: true } => "Tuple",
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } named => Word(named.TypeArguments[0]),
        INamedTypeSymbol { Arity: 1 } named when ContentCollections.Of(named) is { Kind: var kind } =>
            Word(named.TypeArguments[0]) + (kind == ContentMethodKind.Set ? "Set" : "List"),
        INamedTypeSymbol { Arity: 2 } named when ContentCollections.Of(named) is { Kind: ContentMethodKind.Dictionary } => Word(named.TypeArguments[1]) + "Map",
        INamedTypeSymbol { Arity: > 0 } named => named.Name + "Of" + string.Join("And", named.TypeArguments.Select(Word)),
        _ => type.Name,
    };

    private static string Text(ContentValue value) => $"{value.Kind} {value.Text} {value.IsNullableStruct}";

    private void Line(params string[] parts) => _description.Append('\n').Append(string.Join("\t", parts));
}
