using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Reality.Server.Events;

/// <summary>Writes events in the format of <c>text/event-stream</c>. Nothing is sent before it is flushed.</summary>
internal sealed class EventWriter
{
    private const int MaxKeptBytes = 4 * 1024;

    private static readonly JsonEncodedText Key = JsonEncodedText.Encode("key");
    private static readonly JsonEncodedText Version = JsonEncodedText.Encode("version");
    private static readonly JsonEncodedText Hash = JsonEncodedText.Encode("hash");
    private static readonly JsonEncodedText UpdatedAt = JsonEncodedText.Encode("updatedAt");

    private ArrayBufferWriter<byte> _due = new(256);

    public bool IsEmpty => _due.WrittenCount == 0;

    /// <summary>How long a client that lost its stream waits before it comes back.</summary>
    public void WriteRetry(int milliseconds) => Write($"retry: {milliseconds}\n\n");

    /// <summary>A sign of life, which clients ignore.</summary>
    public void WriteHeartbeat() => Write(":\n\n");

    public void WriteChanged(string id, string key, long version, string hash, long updatedAt)
    {
        Write($"id: {id}\nevent: changed\ndata: ");
        using (var json = new Utf8JsonWriter(_due))
        {
            json.WriteStartObject();
            json.WriteString(Key, key);
            json.WriteNumber(Version, version);
            json.WriteString(Hash, hash);
            json.WriteNumber(UpdatedAt, updatedAt);
            json.WriteEndObject();
        }

        Write("\n\n");
    }

    public void WriteRefused(string key)
    {
        Write("event: refused\ndata: ");
        using (var json = new Utf8JsonWriter(_due))
        {
            json.WriteStartObject();
            json.WriteString(Key, key);
            json.WriteEndObject();
        }

        Write("\n\n");
    }

    /// <summary>Sends what was written, and waits while the client takes nothing more.</summary>
    public async ValueTask FlushAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(_due.WrittenMemory, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        if (_due.Capacity > MaxKeptBytes)
            _due = new ArrayBufferWriter<byte>(256);
        else
            _due.ResetWrittenCount();
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, _due);
}
