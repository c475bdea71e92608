namespace Reality.Simulation.Scheduling;

/// <summary>A clock that stands still while anything is to be done, and jumps when nothing is.</summary>
internal sealed class VirtualTime(Scheduler scheduler) : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<(VirtualTimer Timer, int Setting), (long Due, long Order)> _due = new();
    private long _order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Now { get; private set; }

    public override long GetTimestamp() => Now.Ticks;

    public override DateTimeOffset GetUtcNow() => Start + Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        scheduler.ThrowIfForeign();
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Waits exactly so long; the framework's own delay rounds to milliseconds.</summary>
    public async Task Delay(TimeSpan delay)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = CreateTimer(static over => ((TaskCompletionSource)over!).SetResult(), over, delay, Timeout.InfiniteTimeSpan);
        await over.Task;
    }

    /// <summary>Jumps to the next timer and makes ready all that are due then.</summary>
    /// <returns><see langword="false"/> where there is none.</returns>
    public bool Advance()
    {
        while (_due.TryPeek(out var entry, out var when))
        {
            if (!entry.Timer.IsSet(entry.Setting))
            {
                _due.Dequeue();
                continue;
            }

            Now = new TimeSpan(Math.Max(Now.Ticks, when.Due));
            while (_due.TryPeek(out entry, out when) && when.Due <= Now.Ticks)
            {
                _due.Dequeue();
                if (entry.Timer.IsSet(entry.Setting))
                    entry.Timer.Fire(scheduler);
            }

            return true;
        }

        return false;
    }

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private int _setting;
        private TimeSpan _period;
        private bool _isSet;

        public bool IsSet(int setting) => _isSet && setting == _setting;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _setting++;
            _period = period;
            _isSet = dueTime != Timeout.InfiniteTimeSpan;
            if (_isSet)
                time._due.Enqueue((this, _setting), ((time.Now + dueTime).Ticks, time._order++));

            return true;
        }

        public void Fire(Scheduler scheduler)
        {
            if (_period > TimeSpan.Zero)
                Change(_period, _period);
            else
                _isSet = false;

            scheduler.Post(static self => ((VirtualTimer)self!).Call(), this);
        }

        public void Dispose()
        {
            _setting++;
            _isSet = false;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Call() => callback(state);
    }
}
