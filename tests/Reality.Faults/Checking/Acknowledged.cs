using Reality.Faults.History;

namespace Reality.Faults.Checking;

/// <summary>
/// Which version of a key was told to a writer by when. Whatever it counts, and whatever the database loses later: versions only rise, so
/// nobody who asks afterwards may be told less.
/// </summary>
internal sealed class Acknowledged
{
    private readonly Dictionary<string, Highest> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Key, int Client), Highest> _own = [];

    public Acknowledged(IEnumerable<Write> writes)
    {
        foreach (var write in writes.Where(write => write.Outcome == Outcome.Acknowledged).OrderBy(write => write.End))
        {
            foreach (var (key, version) in write.Bumped)
            {
                Of(_byKey, key).Add(write.End, version);
                Of(_own, (key, write.Client)).Add(write.End, version);
            }
        }
    }

    public long Before(string key, long time) => _byKey.TryGetValue(key, out var highest) ? highest.At(time) : 0;

    public long OwnBefore(string key, int client, long time) => _own.TryGetValue((key, client), out var highest) ? highest.At(time) : 0;

    /// <summary>When a version above one that is known was first acknowledged; never, where it was not.</summary>
    public long FirstAbove(string key, long version) => _byKey.TryGetValue(key, out var highest) ? highest.FirstAbove(version) : long.MaxValue;

    private static Highest Of<T>(Dictionary<T, Highest> all, T key)
        where T : notnull
    {
        if (!all.TryGetValue(key, out var highest))
            all.Add(key, highest = new Highest());

        return highest;
    }

    private sealed class Highest
    {
        private readonly List<(long End, long Version)> _known = [];

        public void Add(long end, long version) => _known.Add((end, Math.Max(version, _known.Count == 0 ? 0 : _known[^1].Version)));

        public long FirstAbove(long version)
        {
            var (low, high) = (0, _known.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_known[middle].Version > version)
                    high = middle;
                else
                    low = middle + 1;
            }

            return low == _known.Count ? long.MaxValue : _known[low].End;
        }

        public long At(long time)
        {
            var at = _known.BinarySearch((time, long.MaxValue));
            at = at < 0 ? ~at - 1 : at;
            return at < 0 ? 0 : _known[at].Version;
        }
    }
}
