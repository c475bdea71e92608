using System.Reflection.Metadata;
using Reality.TypeScript.Json;
using Reality.TypeScript.Metadata;

namespace Reality.TypeScript.Writing;

/// <summary>What the JSON of a type is in TypeScript, with <c>JsonSerializerDefaults.Web</c>.</summary>
/// <param name="nameOf">Names a type that the file declares.</param>
internal sealed class TypeMap(Func<Declared, string> nameOf)
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["System.DateOnly"] = "string",
        ["System.DateTime"] = "string",
        ["System.DateTimeOffset"] = "string",
        ["System.Guid"] = "string",
        ["System.TimeOnly"] = "string",
        ["System.TimeSpan"] = "string",
        ["System.Uri"] = "string",
        ["System.Version"] = "string",
        ["System.Text.Json.JsonDocument"] = "unknown",
        ["System.Text.Json.JsonElement"] = "unknown",
        ["System.Text.Json.Nodes.JsonNode"] = "unknown",
        ["System.Text.Json.Nodes.JsonValue"] = "unknown",
        ["System.Text.Json.Nodes.JsonArray"] = "readonly unknown[]",
        ["System.Text.Json.Nodes.JsonObject"] = "Readonly<Record<string, unknown>>",
    };

    private static readonly HashSet<string> Numbers = new(StringComparer.Ordinal) { "System.Decimal", "System.Half", "System.Int128", "System.UInt128" };

    /// <summary>A type as it is used.</summary>
    /// <param name="type">The type.</param>
    /// <param name="parameters">The names of the type parameters in sight.</param>
    /// <param name="numbers">How numbers are written.</param>
    /// <param name="conversion">What is said of the converter where it is used.</param>
    public string Of(TypeNode type, IReadOnlyList<string> parameters, NumberForm numbers = NumberForm.Strict, JsonConversion? conversion = null)
    {
        var text = conversion is null ? Bare(type, parameters, numbers) : Converted(type, conversion);
        return type.IsNullable && text != "unknown" ? $"{text} | null" : text;
    }

    /// <summary>The names of an enumeration's members.</summary>
    public static string NamesOf(MetadataType type, Func<string, string>? policy) =>
        type.Attributes.Any(static attribute => attribute.Is("System.FlagsAttribute"))
            ? "string"
            : string.Join(" | ", EnumMembers.Of(type).Select(member => TypeScriptText.Literal(member.GivenName ?? policy?.Invoke(member.Name) ?? member.Name)).DefaultIfEmpty("never"));

    /// <summary>The names of an enumeration's members in keys, which are always those of C#.</summary>
    public static string EnumNamesOf(MetadataType type) => type.Attributes.Any(static attribute => attribute.Is("System.FlagsAttribute"))
        ? "string"
        : string.Join(" | ", EnumMembers.Of(type).Select(static member => TypeScriptText.Literal(member.Name)).DefaultIfEmpty("never"));

    private static string Converted(TypeNode type, JsonConversion conversion) => (conversion.Kind, type) switch
    {
        (JsonConversionKind.Names, NamedNode { Definition: { IsEnum: true } definition }) => NamesOf(definition, conversion.Policy),
        (JsonConversionKind.Numbers, _) => "number",
        _ => "unknown",
    };

    private string Bare(TypeNode type, IReadOnlyList<string> parameters, NumberForm numbers) => type switch
    {
        PrimitiveNode primitive => Primitive(primitive.Code, numbers),
        ArrayNode { Element: PrimitiveNode { Code: PrimitiveTypeCode.Byte } } => "string",
        ArrayNode array => List(array.Element, parameters, numbers),
        ParameterNode parameter => parameters[parameter.Index],
        NamedNode named => Named(named, parameters, numbers),
        _ => "unknown",
    };

    private static string Primitive(PrimitiveTypeCode code, NumberForm numbers) => code switch
    {
        PrimitiveTypeCode.Boolean => "boolean",
        PrimitiveTypeCode.String or PrimitiveTypeCode.Char => "string",
        PrimitiveTypeCode.Object or PrimitiveTypeCode.IntPtr or PrimitiveTypeCode.UIntPtr or PrimitiveTypeCode.TypedReference or PrimitiveTypeCode.Void => "unknown",
        _ => Number(numbers, code is PrimitiveTypeCode.Single or PrimitiveTypeCode.Double),
    };

    private static string Number(NumberForm numbers, bool isFloat) =>
        numbers.HasFlag(NumberForm.WriteAsString) ? "string"
        : isFloat && numbers.HasFlag(NumberForm.NamedFloats) ? "number | 'NaN' | 'Infinity' | '-Infinity'"
        : "number";

    private string Named(NamedNode type, IReadOnlyList<string> parameters, NumberForm numbers)
    {
        if (Known.TryGetValue(type.FullName, out var known))
        {
            return known;
        }

        if (Numbers.Contains(type.FullName))
        {
            return Number(numbers, type.FullName == "System.Half");
        }

        // Its values are fields, which are not written.
        if (type.FullName.StartsWith("System.ValueTuple", StringComparison.Ordinal))
        {
            return "Readonly<Record<string, never>>";
        }

        if (type.FullName is "System.Memory`1" or "System.ReadOnlyMemory`1")
        {
            return Bare(new ArrayNode(type.Arguments[0]), parameters, numbers);
        }

        if (type.Definition is null)
        {
            throw new KeysException($"The type '{type.FullName}' of a payload is in none of the assemblies at hand.");
        }

        return JsonConversion.Of(type.Definition.Attributes) is { Kind: not JsonConversionKind.Names } converted && !type.Definition.IsEnum
            ? Converted(type, converted)
            : JsonCollections.Of(type) switch
            {
                { Value: { } value } => $"Readonly<Record<string, {Of(value, parameters, numbers)}>>",
                { Element: { } element } => List(element, parameters, numbers),
                _ => Reference(new(type.Definition, false), type, parameters),
            };
    }

    /// <summary>A declared type with its arguments.</summary>
    public string Reference(Declared declared, NamedNode type, IReadOnlyList<string> parameters) => type.Arguments.Count == 0
        ? nameOf(declared)
        : $"{nameOf(declared)}<{string.Join(", ", type.Arguments.Select(argument => Of(argument, parameters)))}>";

    private string List(TypeNode element, IReadOnlyList<string> parameters, NumberForm numbers)
    {
        var text = Of(element, parameters, numbers);
        return text.Contains(' ', StringComparison.Ordinal) ? $"readonly ({text})[]" : $"readonly {text}[]";
    }
}
