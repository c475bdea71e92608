using System.Diagnostics.CodeAnalysis;

namespace Reality.Client;

/// <summary>A payload as a source got it.</summary>
/// <typeparam name="T">The payload.</typeparam>
/// <param name="Value">The payload; ignored where <see cref="NotModified"/> is set.</param>
public sealed record RealityPayload<T>(T? Value)
{
    /// <summary>
    /// The version that came with the payload (<c>Reality-Version</c>); <see langword="null"/> where it is not known. It is then recorded at
    /// the version learned before it was asked for, which can only be too low.
    /// </summary>
    public long? Version { get; init; }

    /// <summary>The payload's ETag without quotes; <see langword="null"/> where it has none, or only a weak one.</summary>
    public string? ETag { get; init; }

    /// <summary>The <c>Reality-Seen</c> token that came with the payload.</summary>
    public long? Seen { get; init; }

    /// <summary>Whether the server said that the payload in hand is current (304).</summary>
    public bool NotModified { get; init; }

    /// <summary>The answer "what you hold is current".</summary>
    [SuppressMessage("Design", "CA1000", Justification = "Reads as the name of the answer.")]
    public static RealityPayload<T> Unchanged(long? version = null, long? seen = null) =>
        new(default(T)) { NotModified = true, Version = version, Seen = seen };
}
