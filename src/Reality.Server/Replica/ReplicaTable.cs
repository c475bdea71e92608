using Reality.Server.Storage;

namespace Reality.Server.Replica;

/// <summary>
/// The node metadata that this server holds. A pull is applied in one step, and a request reads all its keys in one step, so that every
/// answer comes from one state.
/// </summary>
internal sealed class ReplicaTable(int capacity) : IDisposable
{
    private readonly ReaderWriterLockSlim _lock = new(LockRecursionPolicy.NoRecursion);
    private readonly Dictionary<string, ReplicaEntry> _entries = new(StringComparer.Ordinal);
    private readonly EvictionOrder _evictable = new();
    private volatile ReplicaState? _state;

    /// <summary>As of the last pull; <see langword="null"/> before the first.</summary>
    public ReplicaState? State => _state;

    public int Count => _entries.Count;

    /// <summary>Reads all readable keys of a request without pins, which only a complete replica can.</summary>
    public ReplicaState? TryReadComplete(AskedKeys keys)
    {
        _lock.EnterReadLock();
        try
        {
            if (_state is not { IsComplete: true } state)
                return null;

            var lookup = _entries.GetAlternateLookup<ReadOnlySpan<char>>();
            for (var i = 0; i < keys.Count; i++)
            {
                ref var key = ref keys[i];
                if (key.IsReadable)
                    Copy(lookup.TryGetValue(keys.Text(i), out var entry) ? entry : null, ref key);
            }

            return state;
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>Keeps the readable keys of a request in the table until they are released.</summary>
    /// <returns>Those that must be read with the next pull, if any.</returns>
    public List<string>? Pin(AskedKeys keys)
    {
        List<string>? misses = null;
        _lock.EnterWriteLock();
        try
        {
            var lookup = _entries.GetAlternateLookup<ReadOnlySpan<char>>();
            for (var i = 0; i < keys.Count; i++)
            {
                ref var key = ref keys[i];
                if (!key.IsReadable)
                    continue;

                if (!lookup.TryGetValue(keys.Text(i), out var entry))
                {
                    entry = new ReplicaEntry(keys.Text(i).ToString());
                    _entries.Add(entry.Key, entry);
                    if (_state is { IsComplete: true })
                        entry.SetUnwritten();
                }
                else if (entry.Pins == 0)
                {
                    _evictable.Remove(entry);
                }

                entry.Pins++;
                key.Pinned = entry;
                if (!entry.IsKnown)
                    (misses ??= []).Add(entry.Key);
            }

            return misses;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>Reads the pinned keys of a request.</summary>
    /// <returns><see langword="null"/> where one is not known: what was held became void meanwhile.</returns>
    public ReplicaState? TryReadPinned(AskedKeys keys)
    {
        _lock.EnterReadLock();
        try
        {
            for (var i = 0; i < keys.Count; i++)
            {
                ref var key = ref keys[i];
                if (!key.IsReadable)
                    continue;

                if (key.Pinned is not { IsKnown: true } entry)
                    return null;

                Copy(entry, ref key);
            }

            return _state;
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    public void Release(AskedKeys keys)
    {
        _lock.EnterWriteLock();
        try
        {
            for (var i = 0; i < keys.Count; i++)
            {
                ref var key = ref keys[i];
                if (key.Pinned is not { } entry)
                    continue;

                key.Pinned = null;
                if (--entry.Pins > 0)
                    continue;

                // An absent key says as much as this entry would, once the replica is complete.
                if (!entry.IsKnown || (entry.Version == 0 && _state is { IsComplete: true }))
                    _entries.Remove(entry.Key);
                else
                    _evictable.Add(entry);
            }

            Evict();
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>Takes over what a pull found, all of it or nothing.</summary>
    /// <param name="changes">What it found.</param>
    /// <param name="asked">The further keys that it asked for.</param>
    /// <param name="since">Where it continued from; <see langword="null"/> where it read everything.</param>
    /// <param name="moment">When it was sent.</param>
    public ReplicaState Apply(StorageChanges changes, IReadOnlyCollection<string> asked, StorageCursor? since, PullMoment moment)
    {
        _lock.EnterWriteLock();
        try
        {
            var replaced = since is not null && !IsSame(changes.Identity, _state?.Identity);
            var isFull = since is null && !changes.Truncated;
            if (replaced || isFull || changes.Truncated)
                Void();

            // What a cursor of another life listed means nothing; the next pull begins anew.
            if (!replaced && !changes.Truncated)
                Take(changes.Changed, insert: isFull || _state is { IsComplete: true });

            if (isFull)
                TakePinnedAsUnwritten();
            else
                TakeAsked(changes.Also, asked);

            _state = new ReplicaState(
                changes.Identity,
                changes.Token,
                replaced ? null : changes.Cursor,
                isFull || (!replaced && !changes.Truncated && _state is { IsComplete: true }),
                moment);
            Evict();
            return _state;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    public void Dispose() => _lock.Dispose();

    private static bool IsSame(StorageIdentity identity, StorageIdentity? held) =>
        held is not null && identity.Epoch == held.Epoch && identity.Base == held.Base;

    private static void Copy(ReplicaEntry? entry, ref AskedKey key)
    {
        key.Version = entry?.Version ?? 0;
        key.Hash = entry?.Hash;
        key.UpdatedAt = entry?.UpdatedAt ?? 0;
    }

    private void Take(IReadOnlyList<StorageNode> nodes, bool insert)
    {
        foreach (var node in nodes)
        {
            if (!_entries.TryGetValue(node.Key, out var entry))
            {
                if (!insert)
                    continue;

                entry = new ReplicaEntry(node.Key);
                _entries.Add(node.Key, entry);
                _evictable.Add(entry);
            }

            entry.Set(node);
        }
    }

    private void TakeAsked(IReadOnlyList<StorageNode> found, IReadOnlyCollection<string> asked)
    {
        foreach (var key in asked)
        {
            if (_entries.TryGetValue(key, out var entry))
                entry.SetUnwritten();
        }

        Take(found, insert: false);
    }

    // A full load has read all there is, so it says something of every key that a request waits with.
    private void TakePinnedAsUnwritten()
    {
        foreach (var entry in _entries.Values)
        {
            if (!entry.IsKnown)
                entry.SetUnwritten();
        }
    }

    private void Void()
    {
        while (_evictable.Oldest is { } entry)
        {
            _evictable.Remove(entry);
            _entries.Remove(entry.Key);
        }

        foreach (var pinned in _entries.Values)
            pinned.Forget();
    }

    // Pinned entries count once they are released, so that keys which are only asked for push nothing out.
    private void Evict()
    {
        while (_evictable.Count > capacity && _evictable.Oldest is { } entry)
        {
            _evictable.Remove(entry);
            _entries.Remove(entry.Key);
            if (_state is { IsComplete: true })
                _state = _state with { IsComplete = false };
        }
    }
}
