namespace Reality.Generators.Binding;

/// <summary>The metadata names of the types that the generator knows.</summary>
internal static class KnownNames
{
    public const string Key = "Reality.RealityKeyAttribute";
    public const string Invalidates = "Reality.RealityInvalidatesAttribute";
    public const string Repository = "Reality.RealityRepositoryAttribute";
    public const string Table = "Reality.RealityTableAttribute";
    public const string Ignore = "Reality.RealityIgnoreAttribute";
    public const string Module = "Reality.RealityModuleAttribute";
    public const string NotHashed = "Reality.RealityNotHashedAttribute";
    public const string Reality = "Reality.IReality";
    public const string Keys = "Reality.Keys";
    public const string RealityKey = "Reality.IRealityKey";
    public const string Connection = "System.Data.Common.DbConnection";
    public const string Token = "System.Threading.CancellationToken";
    public const string Task = "System.Threading.Tasks.Task";
    public const string ValueTask = "System.Threading.Tasks.ValueTask";
    public const string JsonSerializable = "System.Text.Json.Serialization.JsonSerializableAttribute";
    public const string JsonSerializerContext = "System.Text.Json.Serialization.JsonSerializerContext";
    public const string StringSyntax = "System.Diagnostics.CodeAnalysis.StringSyntaxAttribute";
    public const string Obsolete = "System.ObsoleteAttribute";
    public const string JsonIgnore = "System.Text.Json.Serialization.JsonIgnoreAttribute";
    public const string JsonInclude = "System.Text.Json.Serialization.JsonIncludeAttribute";
    public const string JsonPropertyName = "System.Text.Json.Serialization.JsonPropertyNameAttribute";
    public const string JsonPropertyOrder = "System.Text.Json.Serialization.JsonPropertyOrderAttribute";
    public const string JsonConverter = "System.Text.Json.Serialization.JsonConverterAttribute";
    public const string JsonDerivedType = "System.Text.Json.Serialization.JsonDerivedTypeAttribute";
    public const string JsonPolymorphic = "System.Text.Json.Serialization.JsonPolymorphicAttribute";
    public const string JsonConstructor = "System.Text.Json.Serialization.JsonConstructorAttribute";
}
