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

    /// <summary>
    /// Adds a key a part of whose view will be read again. It counts only where no other write gave the key a fresh hash: it may have changed
    /// another part.
    /// </summary>
    public void AddPartial(string key, HashAtEnd hash)
    {
        lock (_lock)
        {
            if (!_keys.TryGetValue(key, out var before) || before?.Target is PartialHash)
                _keys[key] = new PartialHash(hash).GetAsync;
            else if (before?.Target is GivenHash)
                _keys[key] = null;
        }
    }

    /// <summary>Adds a key that gets a fresh hash, unless its whole view will be read again.</summary>
    public void Add(string key)
    {
        lock (_lock)
        {
            // A hash that a caller gave before says nothing about what is there now, nor does one of a part.
            if (!_keys.TryGetValue(key, out var hash) || hash?.Target is GivenHash or PartialHash)
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
            else if (hash?.Target is PartialHash)
                _keys[key] = null;
        }
    }

    private sealed class PartialHash(HashAtEnd hash)
    {
        public Task<string> GetAsync(DbConnection connection, HashSecret secret, CancellationToken cancellationToken) =>
            hash(connection, secret, cancellationToken);
    }

    private sealed class GivenHash(string hash)
    {
        public Task<string> GetAsync(DbConnection connection, HashSecret secret, CancellationToken cancellationToken) =>
            Task.FromResult(hash);
    }
}
