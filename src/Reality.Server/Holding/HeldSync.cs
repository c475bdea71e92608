using System.Threading.Tasks.Sources;
using Reality.Server.Replica;

namespace Reality.Server.Holding;

/// <summary>
/// A sync whose answer is kept back. It is all that stays of the request while it waits: no body, no buffer, no thread, and no task that
/// polls.
/// </summary>
internal sealed class HeldSync : HeldWatch, IValueTaskSource<HeldEnd>
{
    private ManualResetValueTaskSourceCore<HeldEnd> _end = new() { RunContinuationsAsynchronously = true };
    private int _hasEnded;
    private ITimer? _timer;
    private CancellationTokenRegistration _aborted;

    /// <param name="deadline">The timestamp at which the client's patience ends.</param>
    /// <param name="epoch">The epoch that the client holds, if it says.</param>
    /// <param name="user">Who waits; <see langword="null"/> for one who is not signed in.</param>
    /// <param name="isOriginal">Whether a client of the original library waits.</param>
    public HeldSync(long deadline, string? epoch, string? user, bool isOriginal = false)
    {
        IsOriginal = isOriginal;
        Deadline = deadline;
        Epoch = epoch;
        User = user;
    }

    public long Deadline { get; }

    public string? Epoch { get; }

    public string? User { get; }

    public bool IsOriginal { get; }

    /// <summary>How many keys it was counted with.</summary>
    public int CountedKeys { get; set; }

    /// <summary>Whether the replica watches its keys. Only then does it ever end by a change.</summary>
    public bool IsWatched => Keys.Length > 0;

    /// <summary>Completes when it is to be answered. To be awaited once.</summary>
    public ValueTask<HeldEnd> WaitAsync() => new(this, _end.Version);

    public override void Tell() => End(HeldEnd.Changed);

    public void End(HeldEnd end)
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) == 0)
            _end.SetResult(end);
    }

    /// <summary>Begins to watch the clock and the client.</summary>
    public void Arm(TimeProvider time, CancellationToken aborted)
    {
        var rest = TimeSpan.FromTicks(Math.Max(0, time.GetElapsedTime(time.GetTimestamp(), Deadline).Ticks));
        _timer = time.CreateTimer(static self => ((HeldSync)self!).End(HeldEnd.TimedOut), this, rest, Timeout.InfiniteTimeSpan);
        _aborted = aborted.UnsafeRegister(static self => ((HeldSync)self!).End(HeldEnd.Aborted), this);
    }

    public void Disarm()
    {
        _timer?.Dispose();
        _aborted.Dispose();
    }

    HeldEnd IValueTaskSource<HeldEnd>.GetResult(short token) => _end.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<HeldEnd>.GetStatus(short token) => _end.GetStatus(token);

    void IValueTaskSource<HeldEnd>.OnCompleted(
        Action<object?> continuation,
        object? state,
        short token,
        ValueTaskSourceOnCompletedFlags flags) => _end.OnCompleted(continuation, state, token, flags);
}
