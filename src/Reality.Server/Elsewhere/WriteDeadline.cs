namespace Reality.Server.Elsewhere;

/// <summary>
/// How long the owner of a mark may write, reckoned from before the mark was sent, and on the monotonic clock: it ends before the
/// storage's own deadline, whatever the two clocks say of the time of day.
/// </summary>
internal sealed class WriteDeadline(TimeProvider time, TimeSpan limit)
{
    private readonly long _started = time.GetTimestamp();

    public TimeSpan Left => limit - time.GetElapsedTime(_started);

    /// <summary>A source that is cancelled at the deadline.</summary>
    public CancellationTokenSource Start() => new(Left is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
}
