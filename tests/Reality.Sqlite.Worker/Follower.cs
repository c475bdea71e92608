using Reality.Server.Storage;

namespace Reality.Sqlite.Worker;

/// <summary>Follows the change feed as a server's replica does.</summary>
internal sealed class Follower(IRealityStorage storage)
{
    private StorageCursor? _cursor;

    public Dictionary<string, long> Held { get; } = [];

    public async Task PullAsync()
    {
        var pulled = await storage.ListChangedSinceAsync(_cursor, [], int.MaxValue, CancellationToken.None);
        foreach (var node in pulled.Changed)
        {
            if (Held.TryGetValue(node.Key, out var version) && node.Version < version)
                throw new InvalidOperationException($"'{node.Key}' went back from {version} to {node.Version}.");

            Held[node.Key] = node.Version;
        }

        _cursor = pulled.Cursor;
    }
}
