using System.Diagnostics;
using Xunit;

namespace Reality.Postgres.Tests.Serving;

/// <summary>Rule 4b over PostgreSQL, with several servers: mark, write, settle.</summary>
[Collection(nameof(PostgresCluster))]
public sealed class Rule4bTests(PostgresCluster cluster)
{
    private const string Key = "chat:line:a";

    private static readonly LineKey Line = new("a");
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(700);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rule_4b_every_server_sees_the_version_rise_after_the_write_and_not_before()
    {
        var database = await cluster.NewDatabaseAsync();
        await using var one = await StartAsync(database);
        await using var other = await StartAsync(database);
        var before = await other.VersionAsync(Key);
        var during = (0L, 0L);

        await WriteAsync(one, async _ => during = (await one.VersionAsync(Key), await other.VersionAsync(Key)));

        Assert.Equal((before, before), during);
        Assert.Equal((before + 1, before + 1), (await one.VersionAsync(Key), await other.VersionAsync(Key)));
    }

    [Fact]
    public async Task Rule_4b_a_failed_write_and_one_that_was_cancelled_at_its_deadline_bump()
    {
        await using var one = await StartAsync(await cluster.NewDatabaseAsync());
        var before = await one.VersionAsync(Key);

        await Assert.ThrowsAsync<IOException>(() => WriteAsync(one, _ => throw new IOException("the answer was lost")));
        Assert.Equal(before + 1, await one.VersionAsync(Key));

        await Assert.ThrowsAsync<TimeoutException>(() => WriteAsync(one, token => Task.Delay(TimeSpan.FromSeconds(30), token)));
        Assert.True(await one.VersionAsync(Key) > before + 1);
    }

    /// <summary>The owner died: a held sync of a server that asks nobody hears of it by the hint of the one that settled.</summary>
    [Fact]
    public async Task Regression_a_mark_whose_owner_died_is_settled_by_another_server_which_tells_a_third()
    {
        var database = await cluster.NewDatabaseAsync();
        await using var finder = await StartAsync(database);
        await using var waiter = await StartAsync(database);
        var before = await waiter.VersionAsync(Key);
        await finder.Storage.MarkAsync([Key], Limit, Cancel);
        var waiting = waiter.SyncAsync(Key, before, wait: 20_000);
        await Task.Delay(Limit * 1.2, Cancel);
        Assert.False(waiting.IsCompleted);

        Assert.Equal(before + 1, await finder.VersionAsync(Key));

        Assert.Equal(before + 1, (long)(await waiting.WaitAsync(TimeSpan.FromSeconds(10), Cancel))!["version"]!);
        Assert.Equal(1, finder.Log.Count("did not end in time"));
    }

    [Fact]
    public async Task Rule_4b_servers_that_find_a_mark_at_once_settle_it_once_and_again_later()
    {
        var database = await cluster.NewDatabaseAsync();
        await using var one = await StartAsync(database);
        await using var other = await StartAsync(database);
        var before = await one.VersionAsync(Key);
        await one.Storage.MarkAsync([Key], Limit, Cancel);
        await Task.Delay(Limit * 1.1, Cancel);
        var clock = Stopwatch.StartNew();

        var versions = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? one : other).VersionAsync(Key)));

        // Once, unless the machine is so slow that it comes due again meanwhile.
        Assert.All(versions, version => Assert.InRange(version, before + 1, before + 1 + (long)(clock.Elapsed / Limit)));

        // The owner may only have been paused: the mark is kept, with a deadline twice as far away.
        await one.UntilVersionAsync(Key, before + 2);
    }

    private static Task<LineServer> StartAsync(string database) => LineServer.StartAsync(database, options =>
    {
        options.MarkTimeout = Limit;
        options.HeldSyncPollInterval = TimeSpan.Zero;
    });

    private static Task WriteAsync(LineServer server, Func<CancellationToken, Task> write) => server.Reality.WriteElsewhereAsync(
        mark => mark.Add(Line),
        async (handle, token) =>
        {
            await write(token);
            handle.Bump(Line);
        },
        Cancel);
}
