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

    /// <summary>Whether the client names itself.</summary>
    public bool HasClientId { get; set; }

    /// <summary>Whether the client names a mode.</summary>
    public bool HasMode { get; set; }

    /// <summary>Whether it is to be answered as the original library's clients require: those name themselves and a mode.</summary>
    public bool IsOriginal => HasClientId && HasMode;

    public SyncAnswerBuffer Answer { get; } = new();

    public void Clear()
    {
        Keys.Clear();
        Seen = null;
        Epoch = null;
        Wait = 0;
        HasClientId = HasMode = false;
        Answer.Clear();
    }

    public void Dispose() => Answer.Dispose();
}
