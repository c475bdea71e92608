namespace Reality.TypeScript.Json;

/// <summary>The attributes of System.Text.Json that decide what a payload's JSON looks like, by their metadata names.</summary>
internal static class JsonNames
{
    public const string Ignore = Space + "JsonIgnoreAttribute";
    public const string Include = Space + "JsonIncludeAttribute";
    public const string PropertyName = Space + "JsonPropertyNameAttribute";
    public const string ExtensionData = Space + "JsonExtensionDataAttribute";
    public const string NumberHandling = Space + "JsonNumberHandlingAttribute";
    public const string Polymorphic = Space + "JsonPolymorphicAttribute";
    public const string DerivedType = Space + "JsonDerivedTypeAttribute";
    public const string Converter = Space + "JsonConverterAttribute";
    public const string EnumMemberName = Space + "JsonStringEnumMemberNameAttribute";
    public const string StringEnumConverter = Space + "JsonStringEnumConverter";
    public const string NumberEnumConverter = Space + "JsonNumberEnumConverter";

    private const string Space = "System.Text.Json.Serialization.";
}
