namespace Reality.Server.Replica;

/// <summary>The entries that may be evicted, the one asked longest ago first. Links stand in the entries themselves.</summary>
internal sealed class EvictionOrder
{
    private ReplicaEntry? _oldest;
    private ReplicaEntry? _newest;

    public ReplicaEntry? Oldest => _oldest;

    public int Count { get; private set; }

    public void Add(ReplicaEntry entry)
    {
        entry.Older = _newest;
        entry.Newer = null;
        if (_newest is null)
            _oldest = entry;
        else
            _newest.Newer = entry;

        _newest = entry;
        Count++;
    }

    public void Remove(ReplicaEntry entry)
    {
        if (entry.Older is null)
            _oldest = entry.Newer;
        else
            entry.Older.Newer = entry.Newer;

        if (entry.Newer is null)
            _newest = entry.Older;
        else
            entry.Newer.Older = entry.Older;

        entry.Older = entry.Newer = null;
        Count--;
    }
}
