using System.Data.Common;

namespace Reality.Server.Weaving;

/// <summary>Computes a key's hash at the end of a transaction, from what its connection reads then.</summary>
internal delegate Task<string> HashAtEnd(DbConnection connection, HashSecret secret, CancellationToken cancellationToken);

/// <summary>The keys that a transaction bumps, each once, and what their hashes come from.</summary>
internal sealed class BumpedKeys
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, HashAtEnd?> _keys = new(StringComparer.Ordinal);

    /// <summary>The keys in ordinal order: the order in which every writer locks them.</summary>
    public List<KeyValuePair<string, HashAtEnd?>> InOrder()
    {
        lock (_lock)
            return [.. _keys];
    }

    /// <summary>Adds a key whose view will be read again. That hash is right whatever else happens to the key.</summary>
    public void Add(string key, HashAtEnd hash)
    {
        lock (_lock)
            _keys[key] = hash;
    }

    /// <summary>Adds a key that gets a fresh hash, unless its view will be read again.</summary>
    public void Add(string key)
    {
        lock (_lock)
        {
            // A hash that a caller gave before says nothing about what is there now.
            if (!_keys.TryGetValue(key, out var hash) || hash?.Target is GivenHash)
                _keys[key] = null;
        }
    }

    /// <summary>
    /// Adds a key with a hash that the caller computed. It counts only where no other kind of write touched the key: nobody can tell
    /// whether it knows of that.
    /// </summary>
    public void Add(string key, string givenHash)
    {
        lock (_lock)
        {
            if (!_keys.TryGetValue(key, out var hash) || hash?.Target is GivenHash)
                _keys[key] = new GivenHash(givenHash).GetAsync;
        }
    }

    private sealed class GivenHash(string hash)
    {
        public Task<string> GetAsync(DbConnection connection, HashSecret secret, CancellationToken cancellationToken) =>
            Task.FromResult(hash);
    }
}
