using Reality.Server.Storage;

namespace Reality.Server.Reporting;

/// <summary>What the woven writes of one request did, for its response. Writes may run side by side.</summary>
internal sealed class RequestWrites
{
    // More could not be told in a header of any size that proxies pass.
    private const int MaxKeys = 4096;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _bumped = new(StringComparer.Ordinal);
    private long? _seen;
    private string? _epoch;

    public void Add(StorageIdentity identity, long token, IReadOnlyList<StorageNode> nodes)
    {
        lock (_lock)
        {
            // Numbers of another epoch say nothing beside those of this one.
            if (_epoch is not null && _epoch != identity.Epoch)
            {
                _bumped.Clear();
                _seen = null;
            }

            _epoch = identity.Epoch;
            _seen = Math.Max(_seen ?? 0, token);
            foreach (var node in nodes)
            {
                // No client holds a family. That its keys changed, the token makes it ask.
                if (RealityFamily.IsFamily(node.Key))
                    continue;

                var version = EffectiveVersion.Of(identity, node);
                if (_bumped.Count < MaxKeys || _bumped.ContainsKey(node.Key))
                    _bumped[node.Key] = Math.Max(_bumped.GetValueOrDefault(node.Key), version);
            }
        }
    }

    /// <returns>The token that covers all writes, <see langword="null"/> where there was none, and the keys with their versions.</returns>
    public (long? Seen, KeyValuePair<string, long>[] Bumped) Read()
    {
        lock (_lock)
            return (_seen, [.. _bumped]);
    }
}
