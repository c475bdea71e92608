using System.Text.Json.Serialization;

namespace Reality.Wire;

/// <summary>The JSON of the wire types: camelCase; what is not set is left out, what is not known is ignored, what must be there must not be null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SyncRequest))]
[JsonSerializable(typeof(SyncAnswer))]
internal sealed partial class WireJson : JsonSerializerContext;
