using Reality.Server.Storage;
using Xunit;

namespace Reality.Storage.Conformance;

/// <summary>Single nodes: reading, bumping, storing, deleting.</summary>
public abstract class NodeConformance : StorageConformance
{
    private const string Key = "chat:room:general";

    [Fact]
    public async Task A_key_that_was_never_written_has_no_node()
    {
        Assert.Null(await Storage.GetNodeAsync(Key, Cancel));
        Assert.Empty(await Storage.GetNodesAsync([Key], Cancel));
    }

    [Fact]
    public async Task Each_bump_raises_the_version_by_one_and_gives_a_hash_that_no_payload_has()
    {
        for (var version = 1; version <= 3; version++)
        {
            var (node, _, _) = await Storage.IncrementVersionAsync(Key, Cancel);
            Assert.Equal(Key, node.Key);
            Assert.Equal(version, node.Version);
            Assert.StartsWith("!", node.Hash, StringComparison.Ordinal);
            Assert.Equal(node, await NodeAsync(Key));
        }
    }

    [Fact]
    public async Task A_fresh_hash_differs_from_bump_to_bump()
    {
        var hashes = new HashSet<string>();
        for (var bump = 0; bump < 5; bump++)
            Assert.True(hashes.Add((await Storage.IncrementVersionAsync(Key, Cancel)).Node.Hash));
    }

    [Fact]
    public async Task An_update_stores_its_hash_with_the_version_it_makes()
    {
        await Storage.IncrementVersionAsync(Key, Cancel);
        var (node, _, _) = await Storage.UpdateNodeAsync(Key, "abc123.0f0f0f0f", Cancel);
        Assert.Equal((2, "abc123.0f0f0f0f"), (node.Version, node.Hash));
        Assert.Equal(node, await NodeAsync(Key));
    }

    /// <summary>Regression: an invalidation without new hash was invisible to clients.</summary>
    [Fact]
    public async Task A_bump_after_an_update_does_not_leave_the_old_hash()
    {
        await Storage.UpdateNodeAsync(Key, "abc", Cancel);
        await Storage.IncrementVersionAsync(Key, Cancel);
        Assert.NotEqual("abc", (await NodeAsync(Key)).Hash);
    }

    [Fact]
    public async Task A_write_tells_when_it_was_recorded()
    {
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var (node, _, _) = await Storage.IncrementVersionAsync(Key, Cancel);
        Assert.InRange(node.UpdatedAt, before - 1000, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 1000);
    }

    [Fact]
    public async Task A_write_tells_who_the_storage_is()
    {
        var identity = await Storage.InitializeAsync(Cancel);
        Assert.Equal(identity.Epoch, (await Storage.IncrementVersionAsync(Key, Cancel)).Identity.Epoch);
        Assert.Equal(identity.Base, (await Storage.UpdateNodeAsync(Key, "h", Cancel)).Identity.Base);
    }

    [Fact]
    public async Task SetNode_stores_a_node_as_given()
    {
        var node = new StorageNode(Key, 41, "given", 1699876543210);
        await Storage.SetNodeAsync(node, Cancel);
        Assert.Equal(node, await NodeAsync(Key));
        Assert.Equal(42, (await Storage.IncrementVersionAsync(Key, Cancel)).Node.Version);
    }

    /// <summary>Invariant 2.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    [InlineData(1)]
    public async Task Invariant_2_SetNode_at_or_below_the_stored_version_throws_and_changes_nothing(long version)
    {
        await Storage.SetNodeAsync(new StorageNode(Key, 5, "five", 1), Cancel);
        await Assert.ThrowsAsync<RealityVersionException>(async () =>
            await Storage.SetNodeAsync(new StorageNode(Key, version, "other", 2), Cancel));
        Assert.Equal(new StorageNode(Key, 5, "five", 1), await NodeAsync(Key));
    }

    /// <summary>Invariant 2. Regression: deleted and re-created keys reused versions.</summary>
    [Fact]
    public async Task Invariant_2_versions_rise_through_delete_and_re_create()
    {
        await Storage.UpdateNodeAsync(Key, "h", Cancel);
        await Storage.DeleteNodeAsync(Key, Cancel);
        var tombstone = await NodeAsync(Key);
        Assert.True(tombstone.IsTombstone);
        Assert.Equal((2, ""), (tombstone.Version, tombstone.Hash));

        var (again, _, _) = await Storage.UpdateNodeAsync(Key, "h", Cancel);
        Assert.Equal((3, "h"), (again.Version, again.Hash));
        await Storage.DeleteNodeAsync(Key, Cancel);
        Assert.Equal(4, (await NodeAsync(Key)).Version);
        Assert.Equal(5, (await Storage.IncrementVersionAsync(Key, Cancel)).Node.Version);
    }

    [Fact]
    public async Task Deleting_what_is_not_there_does_nothing()
    {
        await Storage.DeleteNodeAsync(Key, Cancel);
        Assert.Null(await Storage.GetNodeAsync(Key, Cancel));

        await Storage.IncrementVersionAsync(Key, Cancel);
        await Storage.DeleteNodeAsync(Key, Cancel);
        var tombstone = await NodeAsync(Key);
        await Storage.DeleteNodeAsync(Key, Cancel);
        Assert.Equal(tombstone, await NodeAsync(Key));
    }

    [Fact]
    public async Task GetNodes_answers_what_there_is_tombstones_included()
    {
        await Storage.UpdateNodeAsync("a:1", "one", Cancel);
        await Storage.UpdateNodeAsync("a:2", "two", Cancel);
        await Storage.DeleteNodeAsync("a:2", Cancel);
        var nodes = await Storage.GetNodesAsync(["a:1", "a:2", "a:3", "a:1"], Cancel);
        Assert.Equal(["a:1", "a:2"], nodes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("one", nodes["a:1"].Hash);
        Assert.True(nodes["a:2"].IsTombstone);
    }

    [Fact]
    public async Task GetNodes_of_no_keys_is_empty() => Assert.Empty(await Storage.GetNodesAsync([], Cancel));

    [Fact]
    public async Task GetNodes_takes_a_thousand_keys()
    {
        string[] keys = [.. Enumerable.Range(0, 1000).Select(number => $"many:{number}")];
        foreach (var key in keys.Where((_, index) => index % 10 == 0))
            await Storage.IncrementVersionAsync(key, Cancel);

        var nodes = await Storage.GetNodesAsync(keys, Cancel);
        Assert.Equal(100, nodes.Count);
        Assert.All(nodes, pair => Assert.Equal((pair.Key, 1), (pair.Value.Key, pair.Value.Version)));
    }

    [Fact]
    public async Task What_cannot_be_a_node_is_refused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Storage.UpdateNodeAsync(Key, "", Cancel));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Storage.IncrementVersionAsync("", Cancel));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Storage.SetNodeAsync(new StorageNode(Key, 0, "h", 1), Cancel));
        Assert.Null(await Storage.GetNodeAsync(Key, Cancel));
    }

    [Fact]
    public async Task A_reachable_storage_is_healthy() => Assert.True(await Storage.IsHealthyAsync(Cancel));

    [Fact]
    public async Task A_secret_hashes_alike_whoever_reads_it()
    {
        var content = new ContentHash<string>("00000000", static (hasher, value) => hasher.Add(value));
        var first = content.Compute("text", (await Storage.InitializeAsync(Cancel)).Secret);
        Assert.Equal(first, content.Compute("text", (await Storage.InitializeAsync(Cancel)).Secret));
        Assert.Equal(first, content.Compute("text", (await PullAsync(null)).Identity.Secret));
        if (IsDurable)
            Assert.Equal(first, content.Compute("text", (await (await OpenAnotherAsync()).InitializeAsync(Cancel)).Secret));
    }
}
