using System.Buffers;
using System.Text.Json;

namespace Reality.Server.Sync;

/// <summary>Where an answer is written before it is sent with its length.</summary>
internal sealed class SyncAnswerBuffer : IDisposable
{
    private const int MaxKeptBytes = 256 * 1024;

    private ArrayBufferWriter<byte> _bytes = new(1024);

    public SyncAnswerBuffer() => Writer = new Utf8JsonWriter(_bytes);

    public Utf8JsonWriter Writer { get; }

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public void Clear()
    {
        if (_bytes.Capacity > MaxKeptBytes)
            _bytes = new ArrayBufferWriter<byte>(1024);

        _bytes.ResetWrittenCount();
        Writer.Reset(_bytes);
    }

    public void Dispose() => Writer.Dispose();
}
