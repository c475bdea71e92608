using Reality.Server.Storage;
using Xunit;

namespace Reality.Storage.Conformance;

/// <summary>Families (rule 1a): one row stands for every key of a template.</summary>
public abstract class FamilyConformance : StorageConformance
{
    private const string Family = "chat:room:*";
    private static readonly StorageBump General = new("chat:room:general", Family);

    [Fact]
    public async Task Rule_1a_a_family_is_a_row_of_its_own()
    {
        await Storage.IncrementVersionAsync(General, Cancel);
        var before = await NodeAsync(General.Key);
        var (family, _, _) = await Storage.IncrementVersionAsync(Family, Cancel);
        Assert.Equal((Family, 1L, 0L, 0L), (family.Key, family.Version, family.FamilyVersion, family.Floor));
        Assert.StartsWith("!", family.Hash, StringComparison.Ordinal);
        Assert.Equal(before, await NodeAsync(General.Key));
        Assert.Equal(2, (await Storage.IncrementVersionAsync(Family, Cancel)).Node.Version);
    }

    [Fact]
    public async Task Rule_1a_a_bump_stores_the_version_of_its_family()
    {
        Assert.Equal((1L, 0L), Versions((await Storage.IncrementVersionAsync(General, Cancel)).Node));
        await Storage.IncrementVersionAsync(Family, Cancel);
        await Storage.IncrementVersionAsync(Family, Cancel);
        Assert.Equal((1L, 0L), Versions(await NodeAsync(General.Key)));

        Assert.Equal((2L, 2L), Versions((await Storage.IncrementVersionAsync(General, Cancel)).Node));
        Assert.Equal((2L, 2L), Versions(await NodeAsync(General.Key)));
        await Storage.IncrementVersionAsync(Family, Cancel);
        var (updated, _, _) = await Storage.UpdateNodeAsync(General, "given", Cancel);
        Assert.Equal((3L, 3L), Versions(updated));
        Assert.Equal(updated, await NodeAsync(General.Key));
    }

    [Fact]
    public async Task Rule_1a_a_key_without_a_family_has_none_whatever_is_bumped()
    {
        await Storage.IncrementVersionAsync(Family, Cancel);
        Assert.Equal((1L, 0L), Versions((await Storage.IncrementVersionAsync("chat:rooms", Cancel)).Node));
        Assert.Equal((1L, 0L), Versions((await Storage.IncrementVersionAsync(new StorageBump("user:9:profile", "user:*:profile"), Cancel)).Node));
    }

    [Fact]
    public async Task Rule_1a_every_way_to_a_node_shows_its_family_version()
    {
        await Storage.IncrementVersionAsync(Family, Cancel);
        var (written, _, _) = await Storage.IncrementVersionAsync(General, Cancel);
        Assert.Equal(1, written.FamilyVersion);
        Assert.Equal(written, (await Storage.GetNodesAsync([General.Key], Cancel))[General.Key]);
        var all = await PullAsync(null);
        Assert.Contains(written, all.Changed);
        Assert.Equal(written, Assert.Single((await PullAsync(all.Cursor, General.Key)).Also));
    }

    [Fact]
    public async Task Rule_1a_the_feed_tells_of_a_family_and_of_nothing_else()
    {
        await Storage.IncrementVersionAsync(General, Cancel);
        var cursor = (await PullAsync(null)).Cursor;
        await Storage.IncrementVersionAsync(Family, Cancel);
        var changed = Assert.Single((await PullAsync(cursor)).Changed);
        Assert.Equal((Family, 1L), (changed.Key, changed.Version));
    }

    /// <summary>Rule 2b: where tombstones were pruned, keys without a row count from the floor.</summary>
    [Fact]
    public async Task Rule_2b_a_key_without_a_row_counts_from_its_familys_floor()
    {
        await Storage.IncrementVersionAsync(General, Cancel);
        await Storage.SetNodeAsync(new StorageNode(Family, 3, "!3", 1) { Floor = 7 }, Cancel);
        Assert.Equal(7, (await NodeAsync(Family)).Floor);
        Assert.Equal((4L, 7L), ((await Storage.IncrementVersionAsync(Family, Cancel)).Node.Version, (await NodeAsync(Family)).Floor));
        Assert.Equal((8L, 4L), Versions((await Storage.IncrementVersionAsync(new StorageBump("chat:room:new", Family), Cancel)).Node));
        Assert.Equal((2L, 4L), Versions((await Storage.IncrementVersionAsync(General, Cancel)).Node));
        Assert.Equal((1L, 0L), Versions((await Storage.IncrementVersionAsync("chat:other:new", Cancel)).Node));
    }

    /// <summary>Invariant 2.</summary>
    [Fact]
    public async Task Invariant_2_a_deleted_key_keeps_its_version_and_takes_its_family_when_it_is_written_again()
    {
        await Storage.UpdateNodeAsync(General, "h", Cancel);
        await Storage.IncrementVersionAsync(Family, Cancel);
        await Storage.DeleteNodeAsync(General.Key, Cancel);
        Assert.Equal((2L, ""), ((await NodeAsync(General.Key)).Version, (await NodeAsync(General.Key)).Hash));
        Assert.Equal((3L, 1L), Versions((await Storage.IncrementVersionAsync(General, Cancel)).Node));
    }

    /// <summary>Rule 4b with 1a.</summary>
    [Theory]
    [InlineData("chat:room:general")]
    [InlineData("chat:room:%20")]
    public async Task Rule_1a_a_settle_bumps_families_and_tells_their_new_version(string key)
    {
        await Storage.IncrementVersionAsync(Family, Cancel);
        StorageBump[] bumps = [.. new StorageBump[] { new(key, Family), Family }.OrderBy(bump => bump.Key, StringComparer.Ordinal)];
        var mark = await Storage.MarkAsync(bumps, TimeSpan.FromMinutes(1), Cancel);
        var writes = await Storage.SettleAsync(mark, bumps, Cancel);
        Assert.Equal(bumps.Select(bump => bump.Key), writes.Select(write => write.Node.Key));
        Assert.Equal((1L, 2L), Versions(writes.Single(write => write.Node.Key == key).Node));
        Assert.Equal((2L, 0L), Versions(await NodeAsync(Family)));
    }

    private static (long Own, long Family) Versions(in StorageNode node) => (node.Version, node.FamilyVersion);
}
