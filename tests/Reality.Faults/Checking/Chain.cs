using Reality.Faults.History;

namespace Reality.Faults.Checking;

/// <summary>
/// The commits of one name in their order, which the lock on its row makes one after the other, and between which times each became
/// visible: not before it was sent or committed or its predecessor was visible, and by the time that it or a successor was acknowledged.
/// </summary>
internal sealed class Chain
{
    private readonly List<(string Write, long Delta, int Order)> _commits = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private long[] _earliest = [];
    private long[] _latest = [];
    private long[] _values = [];
    private bool _isSerial;

    public int Count => _commits.Count;

    /// <summary>Which one of the commits a write is, counted from 1; 0 where it is none.</summary>
    public int PlaceOf(string write) => _places.GetValueOrDefault(write);

    /// <summary>The content after the first so many commits.</summary>
    public long ValueAfter(int count) => _values[count];

    public void Add(string write, long delta, int order)
    {
        _commits.Add((write, delta, order));
        _places[write] = Count;
    }

    public void Complete(IReadOnlyDictionary<string, Write> writes, Func<string, long> committedAt, bool isSerial)
    {
        _isSerial = isSerial;
        (_earliest, _latest, _values) = (new long[Count], new long[Count], new long[Count + 1]);
        for (var i = 0; i < Count; i++)
        {
            var sent = writes.TryGetValue(_commits[i].Write, out var write) ? write.Start : 0;
            _earliest[i] = Math.Max(Math.Max(sent, committedAt(_commits[i].Write)), i == 0 ? 0 : _earliest[i - 1]);
            _values[i + 1] = _values[i] + _commits[i].Delta;
        }

        for (var i = Count - 1; i >= 0; i--)
        {
            var end = writes.TryGetValue(_commits[i].Write, out var write) && write.Outcome == Outcome.Acknowledged ? write.End : long.MaxValue;
            _latest[i] = Math.Min(end, i == Count - 1 ? long.MaxValue : _latest[i + 1]);
        }
    }

    /// <summary>How many commits were certainly visible at a time.</summary>
    public int CertainAt(long time) => CountUpTo(_latest, time);

    /// <summary>How many commits may have been visible at a time.</summary>
    public int PossibleAt(long time) => CountUpTo(_earliest, time);

    /// <summary>The first moment at which so many commits may have been visible.</summary>
    public long From(int count) => count == 0 ? long.MinValue : _isSerial ? _commits[count - 1].Order : _earliest[count - 1];

    /// <summary>The moment by which one more was visible.</summary>
    public long Until(int count) => count == Count ? long.MaxValue : _isSerial ? _commits[count].Order : _latest[count];

    private static int CountUpTo(long[] times, long time)
    {
        var (low, high) = (0, times.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (times[middle] <= time)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
