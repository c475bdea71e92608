using Dapper;
using Reality.Server.Storage;
using Xunit;

namespace Reality.Postgres.Tests.Writing;

/// <summary>Rule 2b: tombstones that were pruned leave a floor that no version falls below.</summary>
[Collection(nameof(PostgresCluster))]
public sealed class Rule2bTests(PostgresCluster cluster) : PostgresTest(cluster)
{
    private const string Family = "chat:room:*";
    private static readonly StorageBump General = new(Room, Family);

    /// <summary>Counterexample: without the floor a key that comes back counts from 1.</summary>
    [Fact]
    public async Task Rule_2b_a_key_that_comes_back_continues_above_its_tombstone()
    {
        for (var write = 0; write < 6; write++)
            await Storage.IncrementVersionAsync(General, Cancel);

        await Storage.DeleteNodeAsync(Room, Cancel);
        var cursor = (await PullAsync(null)).Cursor;
        Assert.True(await PruneAsync());
        Assert.Null(await Storage.GetNodeAsync(Room, Cancel));
        var family = Assert.Single((await PullAsync(cursor)).Changed);
        Assert.Equal((Family, 0L, 7L), (family.Key, family.Version, family.Floor));
        Assert.Equal(8, (await Storage.IncrementVersionAsync(General, Cancel)).Node.Version);
        Assert.Equal(8, (await Storage.IncrementVersionAsync(new StorageBump("chat:room:new", Family), Cancel)).Node.Version);
    }

    /// <summary>A replica cannot know whether a tombstone's row has gone, so both count alike.</summary>
    [Fact]
    public async Task Rule_2b_a_tombstone_that_is_still_there_counts_from_the_floor_too()
    {
        for (var write = 0; write < 6; write++)
            await Storage.IncrementVersionAsync(General, Cancel);

        await Storage.DeleteNodeAsync(Room, Cancel);
        Assert.True(await PruneAsync());
        var other = new StorageBump("chat:room:other", Family);
        await Storage.SetNodeAsync(new StorageNode(other.Key, 2, "", 1), Cancel);
        Assert.Equal(8, (await Storage.IncrementVersionAsync(other, Cancel)).Node.Version);
        Assert.Equal(9, (await Storage.IncrementVersionAsync(other, Cancel)).Node.Version);
    }

    [Fact]
    public async Task Rule_2b_young_tombstones_live_nodes_and_keys_without_a_family_stay()
    {
        await Storage.IncrementVersionAsync(General, Cancel);
        await Storage.IncrementVersionAsync("plain:key", Cancel);
        await Storage.DeleteNodeAsync("plain:key", Cancel);
        Assert.True(await PruneAsync());
        Assert.Equal(2, (await PullAsync(null)).Changed.Count);
        await Storage.DeleteNodeAsync(Room, Cancel);
        Assert.True(await Storage.Pruner.PruneAsync(TimeSpan.FromMinutes(5), Cancel));
        Assert.True((await Storage.GetNodeAsync(Room, Cancel))!.Value.IsTombstone);
    }

    /// <summary>The floor would rise past a version that the open transaction is about to commit.</summary>
    [Fact]
    public async Task Rule_2b_the_pruner_waits_for_open_bumps_and_gives_up()
    {
        await Storage.IncrementVersionAsync(General, Cancel);
        await Storage.DeleteNodeAsync(Room, Cancel);
        await using var open = await Storage.BeginAsync(Cancel);
        await open.BumpAsync([new StorageBump("chat:room:new", Family)], Cancel);
        Assert.False(await PruneAsync());
        Assert.True((await Storage.GetNodeAsync(Room, Cancel))!.Value.IsTombstone);
        await open.CommitAsync(Cancel);
        Assert.True(await PruneAsync());
        Assert.Null(await Storage.GetNodeAsync(Room, Cancel));
    }

    /// <summary>The bump has been sent when the floor rises; it must read the one that was committed while it waited.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Rule_2b_a_bump_that_waits_for_the_pruner_reads_its_floor(int keys)
    {
        await Storage.IncrementVersionAsync(Family, Cancel);
        StorageBump[] bumps = [.. Enumerable.Range(0, keys).Select(number => new StorageBump($"chat:room:{number}", Family))];
        for (var round = 1; round <= 8; round++)
        {
            await using var pruner = await OpenForeignAsync();
            await using var pruning = await pruner.BeginTransactionAsync(Cancel);
            await pruner.ExecuteAsync("lock table reality.node in share row exclusive mode");
            await using var transaction = await Storage.BeginAsync(Cancel);
            var bumping = transaction.BumpAndCommitAsync(bumps, Cancel).AsTask();
            await Task.Delay(30, Cancel);
            Assert.False(bumping.IsCompleted);
            await pruner.ExecuteAsync($"delete from reality.node where key <> '{Family}'; update reality.node set floor = {round * 100}");
            await pruning.CommitAsync(Cancel);
            Assert.All((await bumping).Nodes, node => Assert.Equal((round * 100) + 1, node.Version));
        }
    }

    [Fact]
    public async Task Rule_2b_versions_rise_under_writers_deleters_and_a_pruner()
    {
        var highest = new long[4];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var pruner = Task.Run(
            async () =>
            {
                var pruned = 0;
                while (!stop.IsCancellationRequested)
                    pruned += await PruneAsync() ? 1 : 0;

                return pruned;
            },
            Cancel);
        await Parallel.ForAsync(0, 4, Cancel, async (key, cancel) =>
        {
            var bump = new StorageBump($"chat:room:{key}", Family);
            for (var round = 0; round < 60; round++)
            {
                var version = (await Storage.IncrementVersionAsync(bump, cancel)).Node.Version;
                Assert.True(version > highest[key], $"{version} after {highest[key]}");
                highest[key] = version + 1;
                await Storage.DeleteNodeAsync(bump.Key, cancel);
            }
        });
        await stop.CancelAsync();
        Assert.True(await pruner > 0);
    }

    // Everything that is a tombstone now counts as old.
    private Task<bool> PruneAsync() => Storage.Pruner.PruneAsync(TimeSpan.FromMinutes(-1), Cancel);
}
