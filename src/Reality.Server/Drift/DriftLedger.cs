namespace Reality.Server.Drift;

/// <summary>What becomes of a drift that was noticed.</summary>
internal enum DriftDecision
{
    /// <summary>It was dealt with not long ago.</summary>
    Wait,

    /// <summary>It is reported, and repaired where that is asked for.</summary>
    Act,

    /// <summary>It came back after a repair although nothing was recorded in between: reported once, and left.</summary>
    Leave,
}

/// <summary>
/// Which keys drifted lately, so that no key is repaired more than once a minute, with pauses that double, and none for ever. Bounded:
/// where it is full of keys that still wait, others wait too.
/// </summary>
internal sealed class DriftLedger(TimeProvider time, int capacity = 10_000)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _byKey = new(StringComparer.Ordinal);

    // Noticed longest ago first.
    private readonly LinkedList<Entry> _byTime = new();

    /// <param name="key">The key.</param>
    /// <param name="bumps">Its bumps as served.</param>
    public DriftDecision Notice(string key, long bumps)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (!_byKey.TryGetValue(key, out var node))
                return TryAdd(key, now) ? DriftDecision.Act : DriftDecision.Wait;

            var entry = node.Value;
            if (entry.HealedAt == bumps)
            {
                var isTold = entry.IsLeft;
                node.Value = entry with { IsLeft = true };
                return isTold ? DriftDecision.Wait : DriftDecision.Leave;
            }

            var passed = time.GetElapsedTime(entry.ActedAt, now);
            if (passed < entry.Pause)
                return DriftDecision.Wait;

            var next = passed >= entry.Pause * 2 + FirstPause ? FirstPause : entry.Pause * 2;
            _byTime.Remove(node);
            node.Value = new Entry(key, now, next < LongestPause ? next : LongestPause, HealedAt: null, IsLeft: false);
            _byTime.AddLast(node);
            return DriftDecision.Act;
        }
    }

    /// <summary>Remembers the bumps that a repair led to.</summary>
    public void Healed(string key, long bumps)
    {
        lock (_lock)
        {
            if (_byKey.TryGetValue(key, out var node))
                node.Value = node.Value with { HealedAt = bumps };
        }
    }

    /// <summary>Lets the next notice count as the first.</summary>
    public void Forget(string key)
    {
        lock (_lock)
        {
            if (_byKey.Remove(key, out var node))
                _byTime.Remove(node);
        }
    }

    private bool TryAdd(string key, long now)
    {
        if (_byKey.Count >= capacity)
        {
            var oldest = _byTime.First!;
            if (time.GetElapsedTime(oldest.Value.ActedAt, now) < oldest.Value.Pause)
                return false;

            _byKey.Remove(oldest.Value.Key);
            _byTime.Remove(oldest);
        }

        _byKey.Add(key, _byTime.AddLast(new Entry(key, now, FirstPause, HealedAt: null, IsLeft: false)));
        return true;
    }

    /// <param name="Key">The key.</param>
    /// <param name="ActedAt">When it was last reported or repaired.</param>
    /// <param name="Pause">How long it waits from then.</param>
    /// <param name="HealedAt">The bumps that its last repair led to.</param>
    /// <param name="IsLeft">Whether it drifted again there.</param>
    private sealed record Entry(string Key, long ActedAt, TimeSpan Pause, long? HealedAt, bool IsLeft);
}
