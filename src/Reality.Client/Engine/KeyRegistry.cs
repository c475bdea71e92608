namespace Reality.Client;

/// <summary>The keys that somebody subscribes to. The only state that callers touch directly, under a lock that runs no foreign code.</summary>
internal sealed class KeyRegistry
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, KeyEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>All entries, also those kept for a while after their last subscriber left.</summary>
    internal IReadOnlyList<KeyEntry> All()
    {
        lock (_gate)
            return [.. _entries.Values];
    }

    internal KeyEntry? Find(string key)
    {
        lock (_gate)
            return _entries.GetValueOrDefault(key);
    }

    /// <summary>Adds a subscriber to a key's entry, which is made if there is none.</summary>
    /// <exception cref="InvalidOperationException">The key is in use with another payload type.</exception>
    internal KeyEntry<T> Add<T>(RealityEngine engine, RealitySubscription<T> subscription, RealitySource<T> source)
    {
        lock (_gate)
        {
            // What is only kept for a while does not bind the next user to its type.
            if (!_entries.TryGetValue(subscription.Key, out var entry) || (!entry.HasSubscribers && entry.PayloadType != typeof(T)))
                _entries[subscription.Key] = entry = new KeyEntry<T>(engine, subscription.Key);

            Check(entry, typeof(T));
            var typed = (KeyEntry<T>)entry;
            typed.Source = source;
            typed.Subscribers = [.. typed.Subscribers, subscription];
            return typed;
        }
    }

    /// <summary>Takes a subscriber out.</summary>
    /// <returns>Whether it was the last one.</returns>
    internal bool Remove<T>(KeyEntry<T> entry, RealitySubscription<T> subscription)
    {
        lock (_gate)
        {
            entry.Subscribers = [.. entry.Subscribers.Where(other => other != subscription)];
            return !entry.HasSubscribers;
        }
    }

    /// <summary>Forgets an entry, unless somebody has subscribed again.</summary>
    internal void Evict(KeyEntry entry)
    {
        lock (_gate)
        {
            if (!entry.HasSubscribers && _entries.GetValueOrDefault(entry.Key) == entry)
                _entries.Remove(entry.Key);
        }
    }

    internal static void Check(KeyEntry entry, Type payload)
    {
        if (entry.PayloadType != payload)
            throw new InvalidOperationException($"The key '{entry.Key}' is in use with payloads of type {entry.PayloadType}, not {payload}.");
    }
}
