using System.Collections.Concurrent;
using Reality.Server.Storage;
using Xunit;

namespace Reality.Storage.Conformance;

/// <summary>Rule 3: a feed under concurrent writers misses nothing.</summary>
public abstract class FeedUnderLoadConformance : StorageConformance
{
    private const int Writers = 6;
    private const int Writes = 40;

    [Fact]
    public async Task Rule_3_readers_end_with_every_final_version_and_never_see_one_go_back()
    {
        var storages = IsDurable ? [Storage, await OpenAnotherAsync(), await OpenAnotherAsync()] : new List<IRealityStorage> { Storage };
        var recorded = new ConcurrentBag<StorageWrite>();
        using var written = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        Task<Dictionary<string, StorageNode>>[] readers = [.. storages.Select(storage => Task.Run(() => FollowAsync(storage, recorded, written.Token), Cancel))];
        await Parallel.ForAsync(0, Writers, Cancel, async (writer, cancel) =>
        {
            var random = new Random(writer);
            var storage = storages[writer % storages.Count];
            for (var write = 0; write < Writes; write++)
            {
                var key = $"load:{random.Next(7)}";
                if (random.Next(8) == 0)
                    await storage.DeleteNodeAsync(key, cancel);
                else
                    recorded.Add(await storage.UpdateNodeAsync(key, $"h{writer}-{write}", cancel));
            }
        });

        await written.CancelAsync();
        var truth = (await PullAsync(null)).Changed.ToDictionary(node => node.Key);
        Assert.NotEmpty(truth);
        foreach (var reader in readers)
            Assert.Equal(truth, await reader);
    }

    // Follows the feed until all is written, then pulls once more.
    private static async Task<Dictionary<string, StorageNode>> FollowAsync(
        IRealityStorage storage,
        ConcurrentBag<StorageWrite> recorded,
        CancellationToken written)
    {
        var held = new Dictionary<string, StorageNode>();
        StorageCursor? cursor = null;
        for (var last = false; ;)
        {
            var done = written.IsCancellationRequested;
            StorageWrite[] before = [.. recorded];
            var pulled = await storage.ListChangedSinceAsync(cursor, [], int.MaxValue, Cancel);
            Assert.False(pulled.Truncated);
            Assert.Equal(pulled.Changed.Count, pulled.Changed.DistinctBy(node => node.Key).Count());
            foreach (var node in pulled.Changed)
            {
                Assert.True(!held.TryGetValue(node.Key, out var older) || node.Version >= older.Version, $"'{node.Key}' went back");
                held[node.Key] = node;
            }

            // Invariant 3: what was acknowledged before the pull began is in it, and what the token covers is too.
            foreach (var write in before)
                Assert.True(held.TryGetValue(write.Node.Key, out var node) && node.Version >= write.Node.Version, $"{write} is missing");

            foreach (var write in recorded.Where(write => write.Token <= pulled.Token))
                Assert.True(held.TryGetValue(write.Node.Key, out var node) && node.Version >= write.Node.Version, $"{write} is covered and missing");

            if (last)
                return held;

            last = done;
            cursor = pulled.Cursor;
        }
    }
}
