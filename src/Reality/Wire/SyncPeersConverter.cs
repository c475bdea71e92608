using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reality.Wire;

/// <summary>
/// Reads peers as a list, or as the object from peer to health that requests in the original library's dialect are answered with, of
/// which only the healthy ones count.
/// </summary>
internal sealed class SyncPeersConverter : JsonConverter<IReadOnlyList<string>>
{
    public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var end = reader.TokenType switch
        {
            JsonTokenType.StartArray => JsonTokenType.EndArray,
            JsonTokenType.StartObject => JsonTokenType.EndObject,
            _ => throw new JsonException("'peers' is a list of peers, or an object from peer to health."),
        };
        var peers = new List<string>();
        while (reader.Read() && reader.TokenType != end)
        {
            var peer = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
                ? reader.GetString()!
                : throw new JsonException("A peer is a text.");
            if (end == JsonTokenType.EndObject)
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.String || !reader.ValueTextEquals("healthy"u8))
                {
                    reader.Skip();
                    continue;
                }
            }

            peers.Add(peer);
        }

        return peers;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var peer in value)
        {
            writer.WriteStringValue(peer);
        }

        writer.WriteEndArray();
    }
}
