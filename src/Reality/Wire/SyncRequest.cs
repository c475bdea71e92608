using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;

namespace Reality.Wire;

/// <summary>What a client asks: here is what I hold, what changed?</summary>
public sealed class SyncRequest
{
    /// <summary>How the request is written as JSON and read from it.</summary>
    public static JsonTypeInfo<SyncRequest> JsonTypeInfo => WireJson.Default.SyncRequest;

    /// <summary>The versions that the client holds, by key; 0 for a key it holds nothing of.</summary>
    [StringSyntax(KeyText.Syntax)]
    public required IReadOnlyDictionary<string, long> Known { get; init; }

    /// <summary>The highest <see cref="SyncMesh.ServerVersion"/> that the client has seen: the answer is at least that new.</summary>
    public long? Seen { get; init; }

    /// <summary>The epoch of the last answer.</summary>
    public string? Epoch { get; init; }

    /// <summary>How many milliseconds the client is willing to wait for a change.</summary>
    public int? Wait { get; init; }

    /// <summary>A name of the client's own choice, for the server's metrics. Leave it out: see <see cref="Mode"/>.</summary>
    public string? ClientId { get; init; }

    /// <summary>The mode of clients of the original library. Together with <see cref="ClientId"/> it changes the form of the peers.</summary>
    public string? Mode { get; init; }

    /// <summary>Why the client asks, for the server's metrics: interaction, focus, idle, mutation, mount, reconnect or poll.</summary>
    public string? Hint { get; init; }

    /// <summary>The client's clock in Unix milliseconds, for the server's metrics.</summary>
    public long? Timestamp { get; init; }
}
