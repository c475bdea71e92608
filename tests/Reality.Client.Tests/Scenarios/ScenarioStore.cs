using System.Collections.Concurrent;

namespace Reality.Client.Tests.Scenarios;

/// <summary>A store that outlives the clients of a scenario.</summary>
internal sealed class ScenarioStore : IRealityStore
{
    private readonly ConcurrentDictionary<(string Scope, string Key), byte[]> _entries = new();

    /// <summary>Damages what is kept of a key, in every scope.</summary>
    public void Spoil(string key)
    {
        var kept = _entries.Where(entry => entry.Key.Key == key).ToList();
        Assert.NotEmpty(kept);
        foreach (var (at, bytes) in kept)
        {
            var damaged = bytes.ToArray();
            damaged[^1] ^= 1;
            _entries[at] = damaged;
        }
    }

    public ValueTask<byte[]?> ReadAsync(string scope, string key, CancellationToken cancellationToken) =>
        new(_entries.GetValueOrDefault((scope, key)));

    public ValueTask WriteAsync(string scope, string key, byte[] entry, CancellationToken cancellationToken)
    {
        _entries[(scope, key)] = entry;
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveAsync(string scope, string key, CancellationToken cancellationToken)
    {
        _entries.TryRemove((scope, key), out _);
        return ValueTask.CompletedTask;
    }

    public ValueTask ClearAsync(string scope, CancellationToken cancellationToken)
    {
        foreach (var at in _entries.Keys.Where(at => at.Scope == scope))
            _entries.TryRemove(at, out _);
        return ValueTask.CompletedTask;
    }
}
