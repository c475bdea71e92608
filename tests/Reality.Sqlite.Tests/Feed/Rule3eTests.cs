using Dapper;
using Xunit;

namespace Reality.Sqlite.Tests.Feed;

/// <summary>Rule 3e: a connection of the feed's own reads <c>data_version</c> before the list.</summary>
public sealed class Rule3eTests : SqliteTest
{
    /// <summary>Counterexample: read after the list, the mark includes a commit that the list has missed, and the next pull skips it.</summary>
    [Fact]
    public async Task Rule_3e_a_commit_between_mark_and_list_is_never_lost()
    {
        var cursor = (await PullAsync(null)).Cursor;
        Storage.Feed.BetweenMarkAndList = () =>
        {
            Storage.Feed.BetweenMarkAndList = null;
            PostAsync().GetAwaiter().GetResult();
        };
        await Storage.IncrementVersionAsync("chat:room:other", Cancel);

        var first = await PullAsync(cursor);
        var second = await PullAsync(first.Cursor);
        Assert.Contains("chat:room:general", first.Changed.Concat(second.Changed).Select(node => node.Key));
    }

    [Fact]
    public async Task Rule_3e_while_nothing_is_committed_the_list_is_skipped()
    {
        await PostAsync();
        var first = await PullAsync(null);
        var second = await PullAsync(first.Cursor);
        Storage.Feed.BetweenMarkAndList = () => Assert.Fail("The list was read although nothing was committed.");
        var third = await PullAsync(second.Cursor);
        Assert.Empty(third.Changed);
        Assert.Same(second.Cursor, third.Cursor);
        Assert.Equal(first.Token, third.Token);
    }

    [Fact]
    public async Task Rule_3e_commits_of_this_storage_move_the_mark()
    {
        var cursor = (await PullAsync(null)).Cursor;
        for (var round = 0; round < 20; round++)
        {
            await PostAsync();
            var pulled = await PullAsync(cursor);
            Assert.Equal(round + 1, Assert.Single(pulled.Changed).Version);
            cursor = pulled.Cursor;
        }
    }

    [Fact]
    public async Task Rule_3e_reads_and_snapshots_at_work_do_not_stop_the_mark()
    {
        var cursor = (await PullAsync(null)).Cursor;
        await using var snapshot = await Storage.OpenSnapshotAsync(Cancel);
        await using var read = await Storage.OpenAsync(Cancel);
        await using var reader = await read.Connection.ExecuteReaderAsync("select * from rooms");
        await reader.ReadAsync(Cancel);
        await PostAsync();
        Assert.Single((await PullAsync(cursor)).Changed);
    }

    /// <summary>Rule 3b: what is read beside the list is of the list's moment, not of the mark's.</summary>
    [Fact]
    public async Task Rule_3b_further_keys_and_token_are_of_one_moment()
    {
        await PostAsync();
        var cursor = (await PullAsync(null)).Cursor;
        Storage.Feed.BetweenMarkAndList = () => PostAsync().GetAwaiter().GetResult();
        for (var round = 0; round < 5; round++)
        {
            var pulled = await PullAsync(cursor, "chat:room:general");
            Assert.Equal(Assert.Single(pulled.Changed), Assert.Single(pulled.Also));
            Assert.Equal(round + 2, pulled.Also[0].Version);
            Assert.Equal(pulled.Also[0].Version, pulled.Token);
            cursor = pulled.Cursor;
        }
    }

    [Fact]
    public async Task A_pull_that_failed_is_followed_by_one_that_misses_nothing()
    {
        var cursor = (await PullAsync(null)).Cursor;
        await PostAsync();
        Storage.Feed.BetweenMarkAndList = () => throw new TimeoutException();
        await Assert.ThrowsAsync<TimeoutException>(async () => await PullAsync(cursor));
        Storage.Feed.BetweenMarkAndList = null;
        Assert.Single((await PullAsync(cursor)).Changed);
    }

    [Fact]
    public async Task A_write_of_another_application_changes_nothing_and_costs_one_list()
    {
        var cursor = (await PullAsync(null)).Cursor;
        await using (var connection = OpenForeign())
            await connection.ExecuteAsync("update rooms set messages = 9");

        var pulled = await PullAsync(cursor);
        Assert.Empty(pulled.Changed);
        Assert.NotSame(cursor, pulled.Cursor);
        Assert.Same(pulled.Cursor, (await PullAsync(pulled.Cursor)).Cursor);
    }
}
