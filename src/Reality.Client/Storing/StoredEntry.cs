using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Reality.Client;

/// <summary>What is kept of a key: one line with the format and a hash of the rest, which is JSON.</summary>
/// <param name="Key">The key's text, so that a mixed-up entry is noticed.</param>
/// <param name="Value">The payload.</param>
/// <param name="Version">The version that it is recorded at.</param>
/// <param name="ETag">Its ETag without quotes.</param>
/// <param name="Epoch">The epoch that the version belongs to.</param>
/// <param name="Seen">The highest token seen in that epoch.</param>
internal sealed record StoredEntry(string Key, object? Value, long Version, string? ETag, string? Epoch, long Seen)
{
    private const int Format = 1;
    private const int HashLength = SHA256.HashSizeInBytes * 2;
    private static ReadOnlySpan<byte> Prefix => "reality 1 "u8;

    internal byte[] Write(JsonTypeInfo type, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteString("key", Key);
            json.WriteNumber("version", Version);
            if (ETag is not null)
                json.WriteString("etag", ETag);
            if (Epoch is not null)
                json.WriteString("epoch", Epoch);
            json.WriteNumber("seen", Seen);
            json.WriteNumber("savedAt", now.ToUnixTimeMilliseconds());
            json.WritePropertyName("payload");
            JsonSerializer.Serialize(json, Value, type);
            json.WriteEndObject();
        }

        return [.. Prefix, .. Hash(buffer.WrittenSpan), (byte)'\n', .. buffer.WrittenSpan];
    }

    /// <returns><see langword="null"/> where it is damaged, of another format, or of another key: never a guess.</returns>
    internal static StoredEntry? Read(ReadOnlyMemory<byte> bytes, string key, JsonTypeInfo type)
    {
        var head = Prefix.Length + HashLength + 1;
        if (bytes.Length <= head || !bytes.Span.StartsWith(Prefix))
            return null;

        var rest = bytes[head..];
        if (bytes.Span[head - 1] != '\n' || !bytes.Span[Prefix.Length..(head - 1)].SequenceEqual(Hash(rest.Span)))
            return null;

        try
        {
            using var document = JsonDocument.Parse(rest);
            var root = document.RootElement;
            var entry = new StoredEntry(
                root.GetProperty("key").GetString()!,
                root.GetProperty("payload").Deserialize(type),
                root.GetProperty("version").GetInt64(),
                root.TryGetProperty("etag", out var etag) ? etag.GetString() : null,
                root.TryGetProperty("epoch", out var epoch) ? epoch.GetString() : null,
                root.GetProperty("seen").GetInt64());
            return root.GetProperty("format").GetInt32() == Format && entry.Key == key && entry.Version > 0 ? entry : null;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or NotSupportedException)
        {
            // Such as a payload whose type has changed since.
            return null;
        }
    }

    private static byte[] Hash(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(bytes)));
}
