using Reality.Loop.History;

namespace Reality.Loop.Checking;

/// <summary>
/// The true history of each key, from the ledger: a key's version is 1 before its first commit and rises by one with each.
/// </summary>
internal sealed class Timeline
{
    private readonly Dictionary<string, List<(int Order, string Write, long Value)>> _commits = [];
    private readonly Dictionary<string, int> _orders = [];

    public Timeline(IReadOnlyList<Commit> commits)
    {
        for (var order = 0; order < commits.Count; order++)
        {
            _orders[commits[order].Write] = order;
            foreach (var (key, value) in commits[order].Values)
            {
                if (!_commits.TryGetValue(key, out var list))
                    _commits.Add(key, list = []);

                list.Add((order, commits[order].Write, value));
            }
        }
    }

    public IReadOnlyCollection<string> Keys => _commits.Keys;

    public bool IsCommitted(string write) => _orders.ContainsKey(write);

    /// <summary>The version of a key after all commits.</summary>
    public long LastVersion(string key) => 1 + (_commits.TryGetValue(key, out var list) ? list.Count : 0);

    /// <summary>The version that a write gave a key; 0 where it did not commit.</summary>
    public long VersionOf(string write, string key) =>
        _commits.TryGetValue(key, out var list) ? 1 + (list.FindIndex(commit => commit.Write == write) is var index and >= 0 ? index + 1 : -1) : 0;

    /// <summary>The content of a key at a version; <see langword="null"/> where there was no such version.</summary>
    public long? ValueAt(string key, long version) => version switch
    {
        1 => 0,
        > 1 when version <= LastVersion(key) => _commits[key][(int)version - 2].Value,
        _ => null,
    };

    /// <summary>
    /// The moments at which a key had a version: from the number of commits that had taken place when it came, to the last number before
    /// the next one.
    /// </summary>
    public (int First, int Last)? MomentsOf(string key, long version)
    {
        if (ValueAt(key, version) is null)
            return null;

        var list = _commits.GetValueOrDefault(key, []);
        var first = version == 1 ? 0 : list[(int)version - 2].Order + 1;
        var last = version <= list.Count ? list[(int)version - 1].Order : int.MaxValue;
        return (first, last);
    }
}
