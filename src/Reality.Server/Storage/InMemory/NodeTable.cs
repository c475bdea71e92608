namespace Reality.Server.Storage.InMemory;

/// <summary>
/// Nodes by key and in the order of their last change. Not safe for concurrent use: the storage locks around it.
/// </summary>
internal sealed class NodeTable(StorageIdentity identity)
{
    private readonly Dictionary<string, LinkedListNode<(StorageNode Node, long Sequence)>> _byKey = new(StringComparer.Ordinal);

    // Oldest change first, so that a pull walks back from the end over nothing but what changed.
    private readonly LinkedList<(StorageNode Node, long Sequence)> _byChange = new();

    /// <summary>Who the storage is.</summary>
    public StorageIdentity Identity { get; private set; } = identity;

    /// <summary>The commit sequence: it rises with every change.</summary>
    public long Sequence { get; private set; } = identity.Base;

    public StorageNode? Find(string key) => _byKey.TryGetValue(key, out var entry) ? entry.Value.Node : null;

    public List<StorageNode> Find(IReadOnlyCollection<string> keys)
    {
        var found = new List<StorageNode>(keys.Count);
        foreach (var key in keys.Distinct(StringComparer.Ordinal))
        {
            if (Find(key) is { } node)
                found.Add(node);
        }

        return found;
    }

    /// <summary>Begins a new life; tokens jump with the base, so that they rise for clients that ignore epochs.</summary>
    public StorageIdentity BeginEpoch(StorageIdentity next)
    {
        Sequence = Math.Max(Sequence + 1, next.Base);
        return Identity = next;
    }

    public StorageWrite Bump(in StorageBump bump, string? hash, long now)
    {
        var own = Find(bump.Key);
        var family = bump.Family is null ? null : Find(bump.Family);
        var version = (own?.Version ?? family?.Floor ?? 0) + 1;
        return Store(new StorageNode(bump.Key, version, hash ?? StorageNode.FreshHash(version), now, family?.Version ?? 0)
        {
            Floor = own?.Floor ?? 0,
        });
    }

    public StorageWrite Set(StorageNode node)
    {
        if (Find(node.Key) is { } stored && node.Version <= stored.Version)
            throw new RealityVersionException(node.Key, stored.Version, node.Version);

        return Store(node);
    }

    public bool Delete(string key, long now)
    {
        if (Find(key) is not { IsTombstone: false } node)
            return false;

        Store(node with { Version = node.Version + 1, Hash = "", UpdatedAt = now });
        return true;
    }

    /// <summary>What changed after a sequence number, oldest first; <see langword="null"/> where that is more than the limit.</summary>
    public List<StorageNode>? ChangedSince(long since, int limit)
    {
        var changed = new List<StorageNode>();
        for (var entry = _byChange.Last; entry is not null && entry.Value.Sequence > since; entry = entry.Previous)
        {
            if (changed.Count == limit)
                return null;

            changed.Add(entry.Value.Node);
        }

        changed.Reverse();
        return changed;
    }

    private StorageWrite Store(StorageNode node)
    {
        var value = (node, ++Sequence);
        if (_byKey.TryGetValue(node.Key, out var entry))
        {
            _byChange.Remove(entry);
            entry.Value = value;
            _byChange.AddLast(entry);
        }
        else
        {
            _byKey.Add(node.Key, _byChange.AddLast(value));
        }

        return new StorageWrite(node, Sequence, Identity);
    }
}
