using System.Globalization;
using Reality.TypeScript.Json;
using Reality.TypeScript.Metadata;

namespace Reality.TypeScript.Writing;

/// <summary>Writes the declarations of the types that payloads are made of.</summary>
internal sealed class TypeDeclarations(TypeMap types, Func<Declared, string> nameOf, Documentation documentation)
{
    private const long MaxSafeInteger = (1L << 53) - 1;

    public string Of(Declared declared)
    {
        var type = declared.Type;
        var comment = TypeScriptText.Comment(documentation.OfType(type), string.Empty);
        if (type.IsEnum)
        {
            return comment + Enumeration(type, nameOf(declared));
        }

        return comment + (!declared.IsMembersAlone && JsonPolymorphism.Of(type) is { } polymorphism
            ? Union(declared, polymorphism)
            : Interface(declared));
    }

    private string Interface(Declared declared)
    {
        var members = JsonMembers.Of(declared.Type).Select(member => Member(member, declared.Type.Parameters));
        return $"export interface {Head(declared)} {{\n{string.Concat(members)}}}\n";
    }

    private string Member(JsonMember member, IReadOnlyList<string> parameters)
    {
        if (member.IsRest)
        {
            return "  readonly [name: string]: unknown;\n";
        }

        var comment = TypeScriptText.Comment(documentation.OfMember(member.Source.Type, member.Source.Member), "  ");
        var type = types.Of(member.Type, parameters, member.Numbers, member.Converter);
        return $"{comment}  readonly {TypeScriptText.Member(member.Name)}{(member.IsOptional ? "?" : string.Empty)}: {type};\n";
    }

    private string Union(Declared declared, JsonPolymorphism polymorphism)
    {
        var alternatives = polymorphism.Alternatives.Select(alternative =>
        {
            // What the type says of itself holds where it is the declared type; here it is one of several.
            var isUnion = JsonPolymorphism.Of(alternative.Type.Definition!) is not null;
            var members = types.Reference(new(alternative.Type.Definition!, isUnion), alternative.Type, declared.Type.Parameters);
            var value = alternative.Value is string text ? TypeScriptText.Literal(text) : Convert.ToString(alternative.Value, CultureInfo.InvariantCulture);

            // An alternative that is not told by the member never has it, else any other would fit it too.
            var discriminator = alternative.Value is null ? "?: never" : $": {value}";
            return $"({{ readonly {TypeScriptText.Member(polymorphism.Discriminator)}{discriminator} }} & {members})";
        });
        return $"export type {Head(declared)} =\n{string.Concat(alternatives.Select(static text => $"  | {text}\n")).TrimEnd('\n')};\n";
    }

    private static string Enumeration(MetadataType type, string name)
    {
        if (JsonConversion.Of(type.Attributes) is { } conversion)
        {
            return $"export type {name} = {(conversion.Kind switch
            {
                JsonConversionKind.Names => TypeMap.NamesOf(type, conversion.Policy),
                JsonConversionKind.Numbers => "number",
                _ => "unknown",
            })};\n";
        }

        // A number that a value of the enumeration has no name for is written too, so the type is any number.
        var members = EnumMembers.Of(type)
            .Where(static member => member.Value is not (ulong and > MaxSafeInteger or long and (> MaxSafeInteger or < -MaxSafeInteger)))
            .Select(static member => string.Create(CultureInfo.InvariantCulture, $"  {TypeScriptText.Member(member.Name)}: {member.Value},\n"));
        return $"export type {name} = number;\nexport const {name} = {{\n{string.Concat(members)}}} as const;\n";
    }

    private string Head(Declared declared)
    {
        var parameters = declared.Type.Parameters;
        return parameters.Count == 0 ? nameOf(declared) : $"{nameOf(declared)}<{string.Join(", ", parameters)}>";
    }
}
