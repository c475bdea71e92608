namespace Reality.Server.Holding;

/// <summary>Why a held sync is held no longer.</summary>
internal enum HeldEnd
{
    /// <summary>One of its keys moved, or what the replica knew of it became void.</summary>
    Changed,

    /// <summary>The client did not want to wait longer.</summary>
    TimedOut,

    /// <summary>The client went away.</summary>
    Aborted,

    /// <summary>The server stops.</summary>
    Stopping,
}
