namespace Reality.Client;

/// <summary>Where a key stands.</summary>
public enum RealityStatus
{
    /// <summary>No payload has arrived yet.</summary>
    Loading,

    /// <summary>Data is shown, and a newer payload is on its way.</summary>
    Refreshing,

    /// <summary>The data shown is the newest that the client knows of.</summary>
    Fresh,

    /// <summary>The data shown is known to be behind, or has not been confirmed since the key was mounted again.</summary>
    Stale,

    /// <summary>The last attempt failed; <see cref="RealityState{T}.Error"/> says why. Data that was held stays.</summary>
    Error,

    /// <summary>This user may not read the key, or there is no such key. Data that was held is dropped.</summary>
    Refused,
}
