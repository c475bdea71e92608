namespace Reality.Client.Tests.Scenarios;

/// <summary>Time that passes when told; whatever can happen at a moment happens before the next.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Runs something after a while.</summary>
    public void After(double milliseconds, Action run)
    {
        if (milliseconds > 0)
            CreateTimer(_ => run(), null, TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
        else
            run();
    }

    public async Task AdvanceAsync(double milliseconds, Func<Task> settle)
    {
        var end = GetUtcNow() + TimeSpan.FromMilliseconds(milliseconds);
        await settle();
        while (Next(end) is { } timer)
        {
            timer.Fire();
            await settle();
        }

        lock (_gate)
            _now = end;
    }

    /// <summary>The machine sleeps: what was due meanwhile runs afterwards.</summary>
    public void Sleep(double milliseconds)
    {
        lock (_gate)
            _now += TimeSpan.FromMilliseconds(milliseconds);
    }

    private Timer? Next(DateTimeOffset end)
    {
        lock (_gate)
        {
            if (_timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due) is not { } next)
                return null;

            _timers.Remove(next);
            _now = next.Due > _now ? next.Due : _now;
            return next;
        }
    }

    private sealed class Timer(VirtualTime time, Action run) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset Due { get; private set; }

        public void Fire()
        {
            run();
            if (_period != Timeout.InfiniteTimeSpan)
                Change(_period, _period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
                _period = period;
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;

                Due = time._now + dueTime;
                time._timers.Add(this);
                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
