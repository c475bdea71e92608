namespace Reality.Client;

/// <summary>What the engine did.</summary>
public enum RealityEventKind
{
    /// <summary>A sync was sent.</summary>
    SyncSent,

    /// <summary>A sync was answered.</summary>
    SyncAnswered,

    /// <summary>A sync failed.</summary>
    SyncFailed,

    /// <summary>A payload was asked for.</summary>
    FetchSent,

    /// <summary>A payload was not asked for: what is in hand has the new version's hash already.</summary>
    FetchSkipped,

    /// <summary>A payload could not be had.</summary>
    FetchFailed,

    /// <summary>A payload came too late to be of use and was thrown away.</summary>
    LateDiscarded,

    /// <summary>A payload was recorded and shown.</summary>
    Applied,

    /// <summary>Payloads were shown together although their versions do not belong to one moment.</summary>
    Torn,

    /// <summary>A key was refused; what was held is dropped.</summary>
    Refused,

    /// <summary>The server's storage began a new life: every version held counts as unknown.</summary>
    EpochChanged,

    /// <summary>A retry was scheduled.</summary>
    RetryScheduled,

    /// <summary>A mutation's optimistic change was shown.</summary>
    MutationShown,

    /// <summary>A mutation failed and its optimistic change was taken out.</summary>
    MutationRolledBack,

    /// <summary>What a mutation changed is part of the truth shown; its optimistic change was taken out.</summary>
    MutationConfirmed,

    /// <summary>A callback threw, or an optimistic change could not be applied. Nobody else is affected.</summary>
    CallbackFailed,

    /// <summary>One of several servers failed; another is asked.</summary>
    ServerSetAside,

    /// <summary>What was stored of a key is shown until the server confirms or replaces it.</summary>
    Restored,

    /// <summary>What was stored of a key cannot be trusted and was removed.</summary>
    StoredDropped,

    /// <summary>The store failed; nothing else is affected.</summary>
    StoreFailed,
}
