using Reality.Server.Storage;
using Xunit;

namespace Reality.Storage.Conformance;

/// <summary>The pull: what changed since a cursor, and further keys with it.</summary>
public abstract class FeedConformance : StorageConformance
{
    [Fact]
    public async Task The_first_pull_lists_every_node_once()
    {
        await Storage.IncrementVersionAsync("a:1", Cancel);
        await Storage.IncrementVersionAsync("a:1", Cancel);
        await Storage.UpdateNodeAsync("a:2", "h", Cancel);
        await Storage.DeleteNodeAsync("a:2", Cancel);
        var pulled = await PullAsync(null);
        Assert.False(pulled.Truncated);
        Assert.Equal([("a:1", 2L, false), ("a:2", 2L, true)], Seen(pulled));
    }

    [Fact]
    public async Task An_empty_storage_pulls_nothing_and_goes_on_from_there()
    {
        var first = await PullAsync(null);
        Assert.Empty(first.Changed);
        await Storage.IncrementVersionAsync("a:1", Cancel);
        Assert.Equal([("a:1", 1L, false)], Seen(await PullAsync(first.Cursor)));
    }

    [Fact]
    public async Task A_pull_lists_what_changed_since_its_cursor_and_nothing_else()
    {
        await Storage.IncrementVersionAsync("a:old", Cancel);
        await Storage.IncrementVersionAsync("a:both", Cancel);
        var first = await PullAsync(null);
        Assert.Empty((await PullAsync(first.Cursor)).Changed);

        await Storage.IncrementVersionAsync("a:both", Cancel);
        await Storage.IncrementVersionAsync("a:both", Cancel);
        await Storage.SetNodeAsync(new StorageNode("a:set", 9, "nine", 1), Cancel);
        var second = await PullAsync(first.Cursor);
        Assert.Equal([("a:both", 3L, false), ("a:set", 9L, false)], Seen(second));

        await Storage.DeleteNodeAsync("a:old", Cancel);
        Assert.Equal([("a:old", 2L, true)], Seen(await PullAsync(second.Cursor)));
        Assert.Empty((await PullAsync((await PullAsync(second.Cursor)).Cursor)).Changed);
    }

    [Fact]
    public async Task A_cursor_can_be_used_again()
    {
        var first = await PullAsync(null);
        await Storage.IncrementVersionAsync("a:1", Cancel);
        Assert.Equal([("a:1", 1L, false)], Seen(await PullAsync(first.Cursor)));
        await Storage.IncrementVersionAsync("a:2", Cancel);
        Assert.Equal([("a:1", 1L, false), ("a:2", 1L, false)], Seen(await PullAsync(first.Cursor)));
    }

    /// <summary>Rule 3b: misses ride with the pull.</summary>
    [Fact]
    public async Task Rule_3b_further_keys_come_with_the_pull_changed_or_not()
    {
        await Storage.IncrementVersionAsync("a:quiet", Cancel);
        var cursor = (await PullAsync(null)).Cursor;
        var idle = await PullAsync(cursor, "a:quiet", "a:none", "a:quiet");
        Assert.Empty(idle.Changed);
        Assert.Equal(("a:quiet", 1), Only(idle));

        await Storage.IncrementVersionAsync("a:quiet", Cancel);
        var busy = await PullAsync(cursor, "a:quiet");
        Assert.Equal([("a:quiet", 2L, false)], Seen(busy));
        Assert.Equal(("a:quiet", 2), Only(busy));

        static (string Key, long Version) Only(StorageChanges pulled)
        {
            var node = Assert.Single(pulled.Also);
            return (node.Key, node.Version);
        }
    }

    [Fact]
    public async Task More_than_the_limit_is_truncated_and_tells_so()
    {
        for (var key = 0; key < 5; key++)
            await Storage.IncrementVersionAsync($"a:{key}", Cancel);

        var exact = await Storage.ListChangedSinceAsync(null, [], 5, Cancel);
        Assert.False(exact.Truncated);
        Assert.Equal(5, exact.Changed.Count);

        var beyond = await Storage.ListChangedSinceAsync(null, ["a:0"], 4, Cancel);
        Assert.True(beyond.Truncated);
        Assert.Empty(beyond.Changed);
        Assert.Equal("a:0", Assert.Single(beyond.Also).Key);

        // It continues behind what was left out: the caller has dropped what it held.
        await Storage.IncrementVersionAsync("a:2", Cancel);
        Assert.Equal([("a:2", 2L, false)], Seen(await PullAsync(beyond.Cursor)));
    }

    [Fact]
    public async Task A_limit_of_nothing_still_gives_further_keys()
    {
        var cursor = (await PullAsync(null)).Cursor;
        await Storage.IncrementVersionAsync("a:1", Cancel);
        var pulled = await Storage.ListChangedSinceAsync(cursor, ["a:1"], 0, Cancel);
        Assert.True(pulled.Truncated);
        Assert.Equal(1, Assert.Single(pulled.Also).Version);
    }

    [Fact]
    public async Task A_cursor_of_another_storage_object_is_refused()
    {
        var other = await OpenAnotherAsync();
        var cursor = (await other.ListChangedSinceAsync(null, [], 10, Cancel)).Cursor;
        var refused = await Assert.ThrowsAsync<ArgumentException>(async () => await PullAsync(cursor));
        Assert.Contains("cursor", refused.Message, StringComparison.OrdinalIgnoreCase);
        await Assert.ThrowsAsync<ArgumentException>(async () => await PullAsync(new StrangeCursor()));
    }

    [Fact]
    public async Task A_pull_covers_the_writes_that_were_done_before_it()
    {
        var token = long.MinValue;
        for (var write = 0; write < 5; write++)
        {
            var recorded = await Storage.IncrementVersionAsync($"a:{write % 2}", Cancel);
            Assert.True(recorded.Token > token);
            token = recorded.Token;
            Assert.True(await Storage.GetMaxVersionAsync(Cancel) >= token);
            Assert.True((await PullAsync(null)).Token >= token);
        }
    }

    [Fact]
    public async Task A_pull_tells_who_the_storage_is()
    {
        var identity = await Storage.InitializeAsync(Cancel);
        var pulled = await PullAsync(null);
        Assert.Equal((identity.Epoch, identity.Base), (pulled.Identity.Epoch, pulled.Identity.Base));
        Assert.NotEmpty(identity.Epoch);
    }

    private static IEnumerable<(string Key, long Version, bool IsTombstone)> Seen(StorageChanges pulled) =>
        pulled.Changed.Select(node => (node.Key, node.Version, node.IsTombstone)).OrderBy(node => node.Key, StringComparer.Ordinal);

    private sealed class StrangeCursor : StorageCursor;
}
