using Reality.Server.Storage;
using Xunit;

namespace Reality.Storage.Conformance;

/// <summary>Rule 4b: marks of writes whose data is elsewhere.</summary>
public abstract class MarkConformance : StorageConformance
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    [Fact]
    public async Task Rule_4b_a_mark_alone_bumps_nothing()
    {
        var mark = await Storage.MarkAsync(["a:1", "a:2"], Long, Cancel);
        Assert.Equal(["a:1", "a:2"], mark.Bumps.Select(bump => bump.Key));
        var pulled = await PullAsync(null, "a:1");
        Assert.Empty(pulled.Changed);
        Assert.Empty(pulled.Also);
        Assert.False(pulled.HasOverdueMarks);
        Assert.Equal(0, await Storage.SettleOverdueAsync(Day, Cancel));
    }

    [Fact]
    public async Task Rule_4b_a_settle_bumps_each_key_and_ends_the_mark()
    {
        await Storage.IncrementVersionAsync("a:1", Cancel);
        var mark = await Storage.MarkAsync(["a:1", "a:2"], Short, Cancel);
        var cursor = (await PullAsync(null)).Cursor;
        var writes = await Storage.SettleAsync(mark, ["a:1", "a:2"], Cancel);
        Assert.Equal([("a:1", 2L), ("a:2", 1L)], writes.Select(write => (write.Node.Key, write.Node.Version)));
        Assert.All(writes, write => Assert.StartsWith("!", write.Node.Hash, StringComparison.Ordinal));
        var pulled = await PullAsync(cursor);
        Assert.Equal(["a:1", "a:2"], pulled.Changed.Select(node => node.Key).Order(StringComparer.Ordinal));
        Assert.All(writes, write => Assert.True(pulled.Token >= write.Token));

        await Task.Delay(Short * 2, Cancel);
        Assert.False((await PullAsync(pulled.Cursor)).HasOverdueMarks);
        Assert.Equal(0, await Storage.SettleOverdueAsync(Day, Cancel));
    }

    [Fact]
    public async Task Rule_4b_a_settle_may_bump_other_keys_than_the_mark_names()
    {
        var mark = await Storage.MarkAsync(["a:*"], Long, Cancel);
        await Storage.SettleAsync(mark, [new StorageBump("a:7", "a:*")], Cancel);
        Assert.Equal(1, (await NodeAsync("a:7")).Version);
        Assert.Null(await Storage.GetNodeAsync("a:*", Cancel));
    }

    [Fact]
    public async Task Rule_4b_a_write_that_did_not_take_place_bumps_nothing()
    {
        var mark = await Storage.MarkAsync(["a:1"], Short, Cancel);
        Assert.Empty(await Storage.SettleAsync(mark, [], Cancel));
        await Task.Delay(Short * 2, Cancel);
        var pulled = await PullAsync(null);
        Assert.Empty(pulled.Changed);
        Assert.False(pulled.HasOverdueMarks);
    }

    /// <summary>Deadlines are time, not data: they pass also where nothing was written since the last pull.</summary>
    [Fact]
    public async Task Rule_4b_a_pull_tells_of_an_overdue_mark_although_nothing_changed()
    {
        var mark = await Storage.MarkAsync(["a:1"], Short, Cancel);
        var cursor = (await PullAsync(null)).Cursor;
        cursor = (await PullAsync(cursor)).Cursor;
        await Task.Delay(Short * 1.5, Cancel);
        var overdue = await PullAsync(cursor);
        Assert.True(overdue.HasOverdueMarks);
        Assert.Empty(overdue.Changed);
        Assert.True((await PullAsync(overdue.Cursor, "a:1")).HasOverdueMarks);

        await Storage.SettleAsync(mark, ["a:1"], Cancel);
        Assert.False((await PullAsync(overdue.Cursor)).HasOverdueMarks);
    }

    [Fact]
    public async Task Rule_4b_overdue_marks_bump_their_keys_once_and_are_armed_again()
    {
        await Storage.MarkAsync(["a:1", "a:2"], Short, Cancel);
        await Storage.MarkAsync(["a:2", "a:3"], Short, Cancel);
        await Storage.MarkAsync(["a:4"], Long, Cancel);
        var cursor = (await PullAsync(null)).Cursor;
        await WaitForOverdueAsync(cursor);
        await Task.Delay(Short, Cancel);

        Assert.Equal(2, await Storage.SettleOverdueAsync(Day, Cancel));
        var pulled = await PullAsync(cursor);
        Assert.Equal(
            [("a:1", 1L), ("a:2", 1L), ("a:3", 1L)],
            pulled.Changed.Select(node => (node.Key, node.Version)).OrderBy(node => node.Key, StringComparer.Ordinal));
        Assert.All(pulled.Changed, node => Assert.StartsWith("!", node.Hash, StringComparison.Ordinal));
        Assert.False(pulled.HasOverdueMarks);
        Assert.Equal(0, await Storage.SettleOverdueAsync(Day, Cancel));

        // An owner that was only paused may have written since: twice the time later its keys are bumped again.
        await Task.Delay(Short * 3, Cancel);
        Assert.True((await PullAsync(pulled.Cursor)).HasOverdueMarks);
        Assert.Equal(2, await Storage.SettleOverdueAsync(Day, Cancel));
        Assert.Equal(2, (await NodeAsync("a:1")).Version);
        Assert.Null(await Storage.GetNodeAsync("a:4", Cancel));
    }

    [Fact]
    public async Task Rule_4b_a_mark_that_was_settled_for_its_owner_waits_twice_as_long()
    {
        await Storage.MarkAsync(["a:1"], TimeSpan.FromSeconds(1), Cancel);
        var cursor = (await PullAsync(null)).Cursor;
        await WaitForOverdueAsync(cursor);
        Assert.Equal(1, await Storage.SettleOverdueAsync(Day, Cancel));
        await Task.Delay(TimeSpan.FromMilliseconds(1300), Cancel);
        Assert.False((await PullAsync(cursor)).HasOverdueMarks);
        Assert.Equal(0, await Storage.SettleOverdueAsync(Day, Cancel));
    }

    [Fact]
    public async Task Rule_4b_the_owner_settles_a_mark_that_was_settled_for_it()
    {
        var mark = await Storage.MarkAsync(["a:1"], Short, Cancel);
        var cursor = (await PullAsync(null)).Cursor;
        await WaitForOverdueAsync(cursor);
        Assert.Equal(1, await Storage.SettleOverdueAsync(Day, Cancel));
        Assert.Equal(2, Assert.Single(await Storage.SettleAsync(mark, ["a:1"], Cancel)).Node.Version);
        await Task.Delay(Short * 3, Cancel);
        Assert.False((await PullAsync(cursor)).HasOverdueMarks);
    }

    [Fact]
    public async Task Rule_4b_beyond_the_retention_a_mark_bumps_a_last_time_and_is_gone()
    {
        var mark = await Storage.MarkAsync(["a:1"], Short, Cancel);
        var cursor = (await PullAsync(null)).Cursor;
        await WaitForOverdueAsync(cursor);
        Assert.Equal(1, await Storage.SettleOverdueAsync(TimeSpan.FromMilliseconds(1), Cancel));
        Assert.Equal(1, (await NodeAsync("a:1")).Version);
        await Task.Delay(Short * 3, Cancel);
        Assert.False((await PullAsync(cursor)).HasOverdueMarks);

        // Its owner may still be alive, and what it wrote counts.
        Assert.Equal(2, Assert.Single(await Storage.SettleAsync(mark, ["a:1"], Cancel)).Node.Version);
    }

    [Fact]
    public async Task Rule_4b_a_mark_outlives_the_storage_object_that_stored_it()
    {
        Assert.SkipUnless(IsDurable, "Each object is a life of its own.");
        var other = await OpenAnotherAsync();
        await other.MarkAsync([new StorageBump("a:1", "a:*"), "b:1:*"], Short, Cancel);
        await CloseAsync(other);
        var cursor = (await PullAsync(null)).Cursor;
        await WaitForOverdueAsync(cursor);
        Assert.Equal(1, await Storage.SettleOverdueAsync(Day, Cancel));
        Assert.Equal(
            [("a:1", 1L), ("b:1:*", 1L)],
            (await PullAsync(cursor)).Changed.Select(node => (node.Key, node.Version)).OrderBy(node => node.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rule_4b_servers_that_settle_at_once_bump_once()
    {
        IRealityStorage[] servers = IsDurable ? [Storage, await OpenAnotherAsync(), await OpenAnotherAsync()] : [Storage, Storage, Storage];
        await Storage.MarkAsync(["a:1"], Long / 1000, Cancel);
        await WaitForOverdueAsync((await PullAsync(null)).Cursor);
        var settled = await Task.WhenAll(servers.Select(server => Task.Run(() => server.SettleOverdueAsync(Day, Cancel).AsTask())));
        Assert.Equal(1, settled.Sum());
        Assert.Equal(1, (await NodeAsync("a:1")).Version);
    }

    [Fact]
    public async Task Rule_4b_a_mark_without_time_is_refused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Storage.MarkAsync(["a:1"], TimeSpan.Zero, Cancel));

    private async Task WaitForOverdueAsync(StorageCursor cursor)
    {
        var started = DateTime.UtcNow;
        while (!(await PullAsync(cursor)).HasOverdueMarks)
        {
            Assert.True(DateTime.UtcNow - started < TimeSpan.FromSeconds(30), "No mark fell due.");
            await Task.Delay(20, Cancel);
        }
    }
}
