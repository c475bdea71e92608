using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Reality.Wire;

/// <summary>What the server answers: the keys that changed, as metadata alone.</summary>
public sealed class SyncAnswer
{
    /// <summary>How the answer is written as JSON and read from it.</summary>
    public static JsonTypeInfo<SyncAnswer> JsonTypeInfo => WireJson.Default.SyncAnswer;

    /// <summary>The nodes of the asked keys whose version is above the one known, by key.</summary>
    public required IReadOnlyDictionary<string, SyncNode> Changed { get; init; }

    /// <summary>What the server knows of itself and of others.</summary>
    public SyncMesh? Mesh { get; init; }

    /// <summary>The server's clock in Unix milliseconds.</summary>
    public long ServerTime { get; init; }

    /// <summary>The life of the storage that the versions belong to.</summary>
    public string? Epoch { get; init; }

    /// <summary>The asked keys that are undeclared, not canonical, or not readable by this user; <see langword="null"/> where none is.</summary>
    public IReadOnlyList<string>? Refused { get; init; }
}

/// <summary>A key's node, as an answer shows it.</summary>
/// <param name="Key">The key's text.</param>
/// <param name="Version">The effective version, at least 1.</param>
/// <param name="Hash">
/// Opaque. A client may skip a fetch only where it equals the ETag, without quotes, of the payload in its hand. Empty for a deleted key.
/// </param>
/// <param name="UpdatedAt">When the last write was recorded, in Unix milliseconds.</param>
public sealed record SyncNode(
    [property: JsonRequired] string Key,
    [property: JsonRequired] long Version,
    [property: JsonRequired] string Hash,
    long UpdatedAt);

/// <summary>What a server knows of itself and of others.</summary>
public sealed class SyncMesh
{
    /// <summary>The healthy peers.</summary>
    [JsonConverter(typeof(SyncPeersConverter))]
    public IReadOnlyList<string> Peers { get; init; } = [];

    /// <summary>The token to send as <see cref="SyncRequest.Seen"/>.</summary>
    public long ServerVersion { get; init; }
}
