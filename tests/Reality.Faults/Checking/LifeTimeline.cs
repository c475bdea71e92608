using Reality.Faults.History;

namespace Reality.Faults.Checking;

/// <summary>The true history of one life of the database.</summary>
internal sealed class LifeTimeline
{
    private readonly Dictionary<string, Chain> _chains = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KeyTimeline> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _committedAt = new(StringComparer.Ordinal);
    private readonly JoinedWrites _joined = new();

    public LifeTimeline(Life life, RunHistory history, IReadOnlyDictionary<string, Write> writes)
    {
        Ended = life.Ended;
        for (var order = 0; order < life.Commits.Count; order++)
            Add(life.Commits[order], order);

        foreach (var (key, family) in history.Counted)
            _keys.Add(key, new KeyTimeline(ChainOf(key), family is null ? null : ChainOf(family)));

        foreach (var chain in _chains.Values)
            chain.Complete(writes, write => _committedAt[write], history.IsSerial);

        _joined.Complete();
    }

    public long Ended { get; }

    public IReadOnlyDictionary<string, KeyTimeline> Keys => _keys;

    public bool Has(string write) => _committedAt.ContainsKey(write);

    /// <summary>Of how many commits of one name a state must know, if it knows so many of another's.</summary>
    public int Needed(string name, int count, string other) => _joined.Needed(name, count, other);

    private Chain ChainOf(string name)
    {
        if (!_chains.TryGetValue(name, out var chain))
            _chains.Add(name, chain = new Chain());

        return chain;
    }

    private void Add(Commit commit, int order)
    {
        _committedAt[commit.Write] = commit.At;
        var places = new List<(string Name, int Count)>();
        foreach (var change in commit.Changes)
        {
            var chain = ChainOf(change.Name);
            chain.Add(commit.Write, change.Delta, order);
            places.Add((change.Name, chain.Count));
        }

        _joined.Add(places);
    }
}
