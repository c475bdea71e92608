using Reality.TypeScript.Metadata;

namespace Reality.TypeScript.Json;

/// <summary>What <c>[JsonConverter]</c> on a type or a member says: an enumeration by name, by number, or anything at all.</summary>
internal sealed record JsonConversion(JsonConversionKind Kind, Func<string, string>? Policy = null)
{
    /// <summary>Reads the attribute; <see langword="null"/> where there is none.</summary>
    public static JsonConversion? Of(IEnumerable<MetadataAttribute> attributes)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.Is(JsonNames.Converter))
            {
                return attribute.Fixed is [NamedNode converter] ? Of(converter) : new(JsonConversionKind.Unknown);
            }

            // An attribute of the user's own makes its converter itself.
            if (attribute.Type is { Definition: not null } own && TypeLevels.Of(own).Skip(1).Any(static level => level.FullName == JsonNames.Converter))
            {
                return new(JsonConversionKind.Unknown);
            }
        }

        return null;
    }

    private static JsonConversion Of(NamedNode converter)
    {
        for (var current = converter; ;)
        {
            switch (MetadataNames.Bare(current.FullName))
            {
                case JsonNames.StringEnumConverter:
                    return current == converter ? new(JsonConversionKind.Names) : Named(converter);
                case JsonNames.NumberEnumConverter:
                    return new(JsonConversionKind.Numbers);
                default:
                    if (current.Definition?.Base is not NamedNode next)
                    {
                        return new(JsonConversionKind.Unknown);
                    }

                    current = next;
                    break;
            }
        }
    }

    // A converter derived from the framework's one hands it a policy in its constructor, or none.
    private static JsonConversion Named(NamedNode converter)
    {
        string[] policies = [.. converter.Definition!.CallsOfConstructors().Where(static call => call.StartsWith("get_", StringComparison.Ordinal)).Distinct()];
        return policies switch
        {
            [] => new(JsonConversionKind.Names),
            ["get_CamelCase"] => new(JsonConversionKind.Names, System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName),
            ["get_SnakeCaseLower"] => new(JsonConversionKind.Names, System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName),
            ["get_SnakeCaseUpper"] => new(JsonConversionKind.Names, System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName),
            ["get_KebabCaseLower"] => new(JsonConversionKind.Names, System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName),
            ["get_KebabCaseUpper"] => new(JsonConversionKind.Names, System.Text.Json.JsonNamingPolicy.KebabCaseUpper.ConvertName),
            _ => new(JsonConversionKind.Unknown),
        };
    }
}

/// <summary>What a converter writes.</summary>
internal enum JsonConversionKind
{
    Names,
    Numbers,
    Unknown,
}
