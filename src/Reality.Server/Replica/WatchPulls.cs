namespace Reality.Server.Replica;

/// <summary>
/// Pulls on behalf of requests that wait for a change: at once when a hint came, and every now and then without one, so that they hear
/// of changes that nobody told. It runs only while someone waits.
/// </summary>
internal sealed class WatchPulls : IDisposable
{
    // However many hints come, true or forged: this many pulls a second at most.
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(1);

    private readonly Func<Task> _pull;
    private readonly Func<bool> _isBehind;
    private readonly Func<TimeSpan?> _age;
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly ITimer? _poll;
    private readonly Lock _lock = new();
    private int _watching;
    private bool _isPulling;
    private bool _isDue;

    /// <param name="pull">Waits for a pull that is sent after the call.</param>
    /// <param name="isBehind">Whether a hint came that no pull has answered.</param>
    /// <param name="age">How long ago the last pull was sent, by whomever.</param>
    /// <param name="time">The clock.</param>
    /// <param name="interval">How often to pull without hints; zero for never.</param>
    public WatchPulls(Func<Task> pull, Func<bool> isBehind, Func<TimeSpan?> age, TimeProvider time, TimeSpan interval)
    {
        _pull = pull;
        _isBehind = isBehind;
        _age = age;
        _time = time;
        _interval = interval;
        if (interval > TimeSpan.Zero)
            _poll = time.CreateTimer(static self => ((WatchPulls)self!).Poll(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Someone waits. A hint that came between their look and this call counts too.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            if (++_watching == 1)
                _poll?.Change(_interval, Timeout.InfiniteTimeSpan);
        }

        Hinted();
    }

    /// <summary>Someone waits no longer.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (--_watching == 0)
                _poll?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>A hint came.</summary>
    public void Hinted()
    {
        lock (_lock)
        {
            if (_watching == 0 || _isPulling || !_isBehind())
                return;

            _isPulling = true;
        }

        DetachedFlow.Start(PullAsync);
    }

    public void Dispose() => _poll?.Dispose();

    private void Poll()
    {
        lock (_lock)
        {
            if (_watching == 0)
                return;

            if (_age() is { } age && age < _interval)
            {
                _poll!.Change(_interval - age, Timeout.InfiniteTimeSpan);
                return;
            }

            _poll!.Change(_interval, Timeout.InfiniteTimeSpan);
            _isDue = true;
            if (_isPulling)
                return;

            _isPulling = true;
        }

        DetachedFlow.Start(PullAsync);
    }

    private async Task PullAsync()
    {
        await Task.Yield();
        while (MustPull())
        {
            var pause = Gap;
            try
            {
                await _pull();
            }
            catch (Exception)
            {
                // Logged where it failed. Those who wait look for themselves in the end.
                pause = FailurePause;
            }

            await Task.Delay(pause, _time);
        }
    }

    private bool MustPull()
    {
        lock (_lock)
        {
            _isPulling = _watching > 0 && (_isDue || _isBehind());
            _isDue = false;
            return _isPulling;
        }
    }
}
