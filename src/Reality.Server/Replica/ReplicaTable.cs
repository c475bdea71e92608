using Reality.Server.Families;
using Reality.Server.Storage;

namespace Reality.Server.Replica;

/// <summary>
/// The node metadata that this server holds. A pull is applied in one step, and a request reads all its keys in one step, so that every
/// answer comes from one state.
/// </summary>
internal sealed partial class ReplicaTable(int capacity) : IDisposable
{
    private readonly ReaderWriterLockSlim _lock = new(LockRecursionPolicy.NoRecursion);
    private readonly Dictionary<string, ReplicaEntry> _entries = new(StringComparer.Ordinal);
    private readonly EvictionOrder _evictable = new();
    private volatile ReplicaState? _state;
    private int _families;

    /// <summary>As of the last pull; <see langword="null"/> before the first.</summary>
    public ReplicaState? State => _state;

    /// <summary>The number of keys held.</summary>
    public int Count => _entries.Count - _families;

    /// <summary>Reads all readable keys of a request without pins, which only a complete replica can.</summary>
    public ReplicaState? TryReadComplete(AskedKeys keys)
    {
        _lock.EnterReadLock();
        try
        {
            if (_state is not { IsComplete: true } state)
                return null;

            var lookup = _entries.GetAlternateLookup<ReadOnlySpan<char>>();
            keys.BeginFamilies(state.Families);
            for (var i = 0; i < keys.Count; i++)
            {
                ref var key = ref keys[i];
                if (!key.IsReadable)
                    continue;

                key.Family = keys.FamilyOf(key.Template!, out var isNew);
                ref var family = ref keys.Families[key.Family];
                if (isNew && !TryCopy(ref family, state))
                    return null;

                Copy(lookup.TryGetValue(keys.Text(i), out var entry) ? entry : null, family, ref key);
            }

            return state;
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>Reads all readable keys of a request as they are held.</summary>
    /// <returns><see langword="null"/> where one is not known.</returns>
    public ReplicaState? TryRead(AskedKeys keys)
    {
        if (TryReadComplete(keys) is { } state)
            return state;

        // Pinned, though for no longer than this: to be asked is what keeps a key from eviction.
        var misses = Pin(keys, first: null);
        var held = misses is null ? TryReadPinned(keys) : null;
        Release(keys);
        return held;
    }

    /// <summary>Keeps the readable keys of a request, and their families, in the table until they are released.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="first">Which families they belong to, where no pull has told yet.</param>
    /// <returns>Those that must be read with the next pull, if any.</returns>
    public List<string>? Pin(AskedKeys keys, FamilyMap? first)
    {
        List<string>? misses = null;
        _lock.EnterWriteLock();
        try
        {
            keys.BeginFamilies(_state?.Families ?? first);
            var lookup = _entries.GetAlternateLookup<ReadOnlySpan<char>>();
            for (var i = 0; i < keys.Count; i++)
            {
                ref var key = ref keys[i];
                if (!key.IsReadable)
                    continue;

                key.Pinned = lookup.TryGetValue(keys.Text(i), out var entry) ? entry : Add(keys.Text(i).ToString());
                Pin(key.Pinned, ref misses);
                key.Family = keys.FamilyOf(key.Template!, out var isNew);
                if (!isNew || keys.FamilyMap?.Of(key.Template) is not { } name)
                    continue;

                ref var family = ref keys.Families[key.Family];
                family.Pinned = _entries.TryGetValue(name, out entry) ? entry : Add(name);
                Pin(family.Pinned, ref misses);
            }

            return misses;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>Reads the pinned keys of a request.</summary>
    /// <returns>
    /// <see langword="null"/> where one is not known: what was held became void meanwhile, or the keys belong to other families now.
    /// </returns>
    public ReplicaState? TryReadPinned(AskedKeys keys)
    {
        _lock.EnterReadLock();
        try
        {
            if (_state is null || _state.Families != keys.FamilyMap)
                return null;

            foreach (ref var family in keys.Families)
            {
                if (!TryCopy(ref family, _state))
                    return null;
            }

            for (var i = 0; i < keys.Count; i++)
            {
                ref var key = ref keys[i];
                if (!key.IsReadable)
                    continue;

                if (key.Pinned is not { IsKnown: true } entry)
                    return null;

                Copy(entry, keys.Families[key.Family], ref key);
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
                Release(ref keys[i].Pinned);

            foreach (ref var family in keys.Families)
                Release(ref family.Pinned);

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
    /// <param name="families">Which families keys belong to in the epoch that it found.</param>
    /// <param name="moment">When it was sent.</param>
    public ReplicaState Apply(
        StorageChanges changes,
        IReadOnlyCollection<string> asked,
        StorageCursor? since,
        FamilyMap families,
        PullMoment moment)
    {
        _lock.EnterWriteLock();
        try
        {
            return ApplyLocked(changes, asked, since, families, moment);
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    public void Dispose() => _lock.Dispose();

    private ReplicaState ApplyLocked(
        StorageChanges changes,
        IReadOnlyCollection<string> asked,
        StorageCursor? since,
        FamilyMap families,
        PullMoment moment)
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
            changes.Latest,
            replaced ? null : changes.Cursor,
            isFull || (!replaced && !changes.Truncated && _state is { IsComplete: true }),
            families,
            moment);
        Evict();
        return _state;
    }

    private static bool IsSame(StorageIdentity identity, StorageIdentity? held) =>
        held is not null && identity.Epoch == held.Epoch && identity.Base == held.Base;

    /// <returns>Whether it is known how the family stands, if there is one.</returns>
    private bool TryCopy(ref AskedFamily family, ReplicaState state)
    {
        if (state.Families.Of(family.Template) is not { } name)
            return true;

        var isHeld = _entries.TryGetValue(name, out var entry) && entry.IsKnown;
        family.Version = isHeld ? entry!.Version : 0;
        family.Floor = isHeld ? entry!.Floor : 0;
        family.UpdatedAt = isHeld ? entry!.UpdatedAt : 0;
        return isHeld || state.IsComplete;
    }

    private static void Copy(ReplicaEntry? entry, in AskedFamily family, ref AskedKey key)
    {
        var node = KeyNode.Of(entry?.Version ?? 0, entry?.Hash, entry?.FamilyVersion ?? 0, family.Version, family.Floor);
        key.Version = node.Bumps;
        key.Hash = node.Hash;
        key.UpdatedAt = Math.Max(entry?.UpdatedAt ?? 0, family.UpdatedAt);
#if REALITY_FAULTS
        if (entry is { Version: > 0 } && Faults.IsOff(Protection.FamilyVersion))
            key.Hash = entry.Hash;
#endif
    }

    private void Pin(ReplicaEntry entry, ref List<string>? misses)
    {
        if (entry.Pins++ == 0 && !entry.IsFamily)
            _evictable.Remove(entry);

        if (!entry.IsKnown)
            (misses ??= []).Add(entry.Key);
    }

    private ReplicaEntry Add(string key)
    {
        var entry = new ReplicaEntry(key);
        _entries.Add(key, entry);
        if (entry.IsFamily)
            _families++;
        else
            _evictable.Add(entry);

        if (_state is { IsComplete: true })
            entry.SetUnwritten();

        return entry;
    }

    private void Release(ref ReplicaEntry? pinned)
    {
        if (pinned is not { } entry)
            return;

        pinned = null;
        Unpin(entry);
    }

    private void Unpin(ReplicaEntry entry)
    {
        if (--entry.Pins > 0 || entry.IsFamily)
            return;

        // An absent key says as much as this entry would, once the replica is complete.
        if (!entry.IsKnown || (entry.Version == 0 && _state is { IsComplete: true }))
            _entries.Remove(entry.Key);
        else
            _evictable.Add(entry);
    }

    private void Take(IReadOnlyList<StorageNode> nodes, bool insert)
    {
        foreach (var node in nodes)
        {
            if (!_entries.TryGetValue(node.Key, out var entry))
            {
                if (!insert)
                    continue;

                entry = Add(node.Key);
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
