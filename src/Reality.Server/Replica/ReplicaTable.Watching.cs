namespace Reality.Server.Replica;

// Keys that held syncs wait with.
internal sealed partial class ReplicaTable
{
    /// <summary>
    /// Reads the keys of a request, all of them readable, and watches them where the client holds all that there is: one step, so that no
    /// change falls between the look and the watch (3c).
    /// </summary>
    /// <returns><see langword="null"/> where a key is not known.</returns>
    public ReplicaState? TryReadAndWatch(AskedKeys keys, HeldWatch watch, string? epoch)
    {
        _lock.EnterWriteLock();
        try
        {
            if (_state is not { } state || state.Families != keys.FamilyMap)
                return null;

            foreach (ref var family in keys.Families)
            {
                if (!TryCopy(ref family, state))
                    return null;
            }

            var lookup = _entries.GetAlternateLookup<ReadOnlySpan<char>>();
            for (var i = 0; i < keys.Count; i++)
            {
                var isHeld = lookup.TryGetValue(keys.Text(i), out var entry) && entry.IsKnown;
                if (!isHeld && !state.IsComplete)
                    return null;

#if REALITY_FAULTS
                // What was there when it was checked is taken for what is there now.
                if (Faults.IsOff(Protection.ListenThenCheck))
                    continue;
#endif
                Copy(isHeld ? entry : null, keys.Families[keys[i].Family], ref keys[i]);
            }

            if (!News.IsThereAny(keys, epoch, state))
                Watch(keys, watch);

            return state;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>Reads the keys that are watched, in the order in which the request asked for them, and watches them no longer.</summary>
    /// <returns><see langword="null"/> where a key is not known: what was held became void meanwhile.</returns>
    public ReplicaState? TryReadWatched(AskedKeys keys, HeldWatch watch)
    {
        _lock.EnterWriteLock();
        try
        {
            var state = _state is { } held && held.Families == watch.FamilyMap ? held : null;
            keys.BeginFamilies(watch.FamilyMap);
            for (var i = 0; i < watch.Keys.Length && state is not null; i++)
            {
                ref var key = ref keys[i];
                if (!key.IsReadable)
                    continue;

                key.Family = keys.FamilyOf(key.Template!, out var isNew);
                ref var family = ref keys.Families[key.Family];
                var entry = watch.Keys[i].Entry;
                if (!entry.IsKnown || (isNew && !TryCopy(ref family, state)))
                    state = null;
                else
                    Copy(entry, family, ref key);
            }

            Unwatch(watch);
            return state;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>Watches no longer.</summary>
    public void Release(HeldWatch watch)
    {
        _lock.EnterWriteLock();
        try
        {
            Unwatch(watch);
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    private void Watch(AskedKeys keys, HeldWatch watch)
    {
        var lookup = _entries.GetAlternateLookup<ReadOnlySpan<char>>();
        var held = new HeldKey[keys.Count];
        for (var i = 0; i < held.Length; i++)
            held[i] = Watch(watch, lookup.TryGetValue(keys.Text(i), out var entry) ? entry : Add(keys.Text(i).ToString()), keys[i].Known);

        watch.Keys = held;
        watch.FamilyMap = keys.FamilyMap;
        watch.Families = [.. FamilyNames(keys).Select(name => Watch(watch, _entries.GetValueOrDefault(name) ?? Add(name), known: 0))];
    }

    private static List<string> FamilyNames(AskedKeys keys)
    {
        var names = new List<string>(keys.FamilyCount);
        foreach (ref var family in keys.Families)
        {
            if (keys.FamilyMap!.Of(family.Template) is { } name && !names.Contains(name))
                names.Add(name);
        }

        return names;
    }

    private HeldKey Watch(HeldWatch watch, ReplicaEntry entry, long known)
    {
        if (entry.Pins++ == 0 && !entry.IsFamily)
            _evictable.Remove(entry);

        var held = new HeldKey(watch, entry, known);
        held.Link();
        return held;
    }

    private void Unwatch(HeldWatch watch)
    {
        Unwatch(watch.Keys);
        Unwatch(watch.Families);
        watch.Keys = watch.Families = [];
        Evict();
    }

    private void Unwatch(HeldKey[] held)
    {
        foreach (var key in held)
        {
            key.Unlink();
            Unpin(key.Entry);
        }
    }
}
