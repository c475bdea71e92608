namespace Reality.Server.Weaving;

/// <summary>What flows with an application's calls: the connection that the woven ones share, if any.</summary>
internal sealed class Ambient
{
    private readonly AsyncLocal<AmbientFrame?> _current = new();

    /// <summary>
    /// Sets the frame for what follows in this method and for all it calls. In an async method it ends with the method; elsewhere it
    /// stays with the caller.
    /// </summary>
    public AmbientFrame? Current
    {
        get => _current.Value;
        set => _current.Value = value;
    }

    /// <summary>The frame that a call joins now: snapshots that ended and transactions that never began are nothing to join.</summary>
    public AmbientFrame? Find()
    {
        var frame = _current.Value;
        while (frame is { Connection: ReadSnapshot { IsEnded: true } or WriteTransaction { NeverBegan: true } })
            frame = frame.Connection.Outer;

        return frame;
    }
}
