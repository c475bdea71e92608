using System.Text;

namespace Reality.Client;

/// <summary>The keys that are to be asked for, each with why.</summary>
internal sealed class DueKeys(RealityClientOptions options)
{
    /// <summary>Keeps a request below the server's limit of 256 KiB, with room for its other fields.</summary>
    private const int MaxBytes = 200 * 1024;

    private readonly Dictionary<KeyEntry, string> _reasons = [];

    internal bool Any => _reasons.Count > 0;

    internal void Add(KeyEntry entry, string reason) => _reasons.TryAdd(entry, reason);

    internal void Remove(KeyEntry entry) => _reasons.Remove(entry);

    internal void Clear() => _reasons.Clear();

    /// <summary>Takes out what one request can ask for, and fills it up with others.</summary>
    /// <returns>The keys with the versions in hand, and why they are asked for.</returns>
    internal (Dictionary<KeyEntry, long> Asked, string Reason) Take(IEnumerable<KeyEntry> others)
    {
        var asked = Fitting(_reasons.Keys.Concat(others.Where(entry => !_reasons.ContainsKey(entry))));
        var reasons = new HashSet<string>();
        var due = _reasons.Keys.ToHashSet();
        foreach (var entry in asked.Keys)
        {
            if (!_reasons.Remove(entry, out var reason))
                continue;

            reasons.Add(reason);
            entry.Why = reason;
        }

        var all = string.Join(", ", reasons);
        foreach (var entry in asked.Keys.Where(entry => !due.Contains(entry)))
            entry.Why = all;
        return (asked, all);
    }

    /// <summary>As many keys as one request takes, with the versions in hand.</summary>
    internal Dictionary<KeyEntry, long> Fitting(IEnumerable<KeyEntry> entries)
    {
        var asked = new Dictionary<KeyEntry, long>();
        var bytes = 0;
        foreach (var entry in entries)
        {
            bytes += Encoding.UTF8.GetByteCount(entry.Key) + 32;
            if (asked.Count > 0 && (asked.Count == options.MaxKeysPerSync || bytes > MaxBytes))
                break;

            asked.Add(entry, entry.InHandVersion);
        }

        return asked;
    }
}
