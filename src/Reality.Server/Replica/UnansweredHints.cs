namespace Reality.Server.Replica;

/// <summary>
/// Counts hints, and keeps the greatest token among those that no pull has answered: a pull that was sent after a hint answers it, a
/// standby's answer only if it covers what was hinted at.
/// </summary>
internal sealed class UnansweredHints
{
    private readonly Lock _lock = new();
    private long _count;
    private long _token;

    public long Count => Interlocked.Read(ref _count);

    public void Add(long token)
    {
        lock (_lock)
        {
            _token = Math.Max(_token, token);
            Interlocked.Increment(ref _count);
        }
    }

    /// <summary>How many came, and what a state must cover to answer them.</summary>
    public (long Count, long Token) Read()
    {
        lock (_lock)
            return (_count, _token);
    }

    /// <summary>So many are answered. The token goes with the last of them.</summary>
    public void Answer(long count)
    {
        lock (_lock)
        {
            if (count == _count)
                _token = 0;
        }
    }
}
