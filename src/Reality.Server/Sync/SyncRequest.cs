using System.Text.Json;
using Reality.Server.Replica;

namespace Reality.Server.Sync;

/// <summary>What a sync asks, and the buffers that its answer needs. Reused from request to request.</summary>
internal sealed class SyncRequest : IDisposable
{
    public AskedKeys Keys { get; } = new();

    /// <summary>The highest token that the client has seen in any answer.</summary>
    public long? Seen { get; set; }

    /// <summary>The epoch of the client's last answer.</summary>
    public string? Epoch { get; set; }

    /// <summary>How many milliseconds the client is willing to wait for a change.</summary>
    public long Wait { get; set; }

    public SyncAnswerBuffer Answer { get; } = new();

    public void Clear()
    {
        Keys.Clear();
        Seen = null;
        Epoch = null;
        Wait = 0;
        Answer.Clear();
    }

    public void Dispose() => Answer.Dispose();
}
