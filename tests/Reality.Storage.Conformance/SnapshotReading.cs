using Reality.Server.Storage;

namespace Reality.Storage.Conformance;

internal static class SnapshotReading
{
    public static async Task<StorageNode?> FindAsync(this IStorageSnapshot snapshot, string key) =>
        (await snapshot.GetNodesAsync([key], Xunit.TestContext.Current.CancellationToken)).TryGetValue(key, out var node) ? node : null;
}
