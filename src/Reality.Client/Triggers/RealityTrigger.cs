namespace Reality.Client;

/// <summary>What makes the client ask the server again.</summary>
public enum RealityTrigger
{
    /// <summary>Somebody asked for it, such as a person pressing refresh. Goes out also while the client believes itself offline.</summary>
    Manual,

    /// <summary>The window or application became active.</summary>
    Focus,

    /// <summary>The page or view became visible.</summary>
    Visible,

    /// <summary>The network came back. Ends what <see cref="Offline"/> began; requests that have hung since before are given up and sent again.</summary>
    Reconnect,

    /// <summary>The network is gone: nothing is sent and nothing retried until <see cref="Reconnect"/>.</summary>
    Offline,

    /// <summary>Nobody sees the page or view: nothing is kept live, and no interval counts, until <see cref="Visible"/> or <see cref="Focus"/>.</summary>
    Hidden,

    /// <summary>Some time has passed. Waits where others would not: for the end of a backoff, and while nobody sees the page.</summary>
    Interval,
}
