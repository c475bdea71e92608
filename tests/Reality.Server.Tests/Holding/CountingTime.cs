namespace Reality.Server.Tests.Holding;

/// <summary>The system's clock, which knows how many of its timers were not given back.</summary>
internal sealed class CountingTime : TimeProvider
{
    private int _timers;

    public int Timers => Volatile.Read(ref _timers);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _timers);
        return new Timer(this, base.CreateTimer(callback, state, dueTime, period));
    }

    private sealed class Timer(CountingTime owner, ITimer inner) : ITimer
    {
        private int _isDisposed;

        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(dueTime, period);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
                Interlocked.Decrement(ref owner._timers);

            inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
