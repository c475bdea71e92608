using System.Collections.Concurrent;
using Reality.Server.Storage;
using Xunit;

namespace Reality.Postgres.Tests.Feed;

/// <summary>Rule 3: what a reader has seen is a snapshot, not a number.</summary>
[Collection(nameof(PostgresCluster))]
public sealed class Rule3Tests(PostgresCluster cluster) : PostgresTest(cluster)
{
    /// <summary>Counterexample: a number that is given before the commit skips the transaction that commits late.</summary>
    [Fact]
    public async Task Rule_3_a_transaction_that_commits_after_later_ones_is_not_missed()
    {
        var cursor = (await PullAsync(null)).Cursor;
        await using var late = await Storage.BeginAsync(Cancel);
        await late.BumpAsync(["k:late"], Cancel);

        await Storage.IncrementVersionAsync("k:early", Cancel);
        var first = await PullAsync(cursor);
        Assert.Equal("k:early", Assert.Single(first.Changed).Key);

        var token = await late.CommitAsync(Cancel);
        Assert.True(first.Token < token);
        var second = await PullAsync(first.Cursor);
        Assert.Equal("k:late", Assert.Single(second.Changed).Key);
        Assert.True(second.Token >= token);
        Assert.Empty((await PullAsync(second.Cursor)).Changed);
    }

    [Fact]
    public async Task Rule_3_a_writer_that_stays_open_holds_nothing_up()
    {
        await using var open = await Storage.BeginAsync(Cancel);
        await open.BumpAsync(["k:open"], Cancel);
        var cursor = (await PullAsync(null)).Cursor;
        for (var write = 1; write <= 20; write++)
        {
            await Storage.IncrementVersionAsync("k:busy", Cancel);
            var pulled = await PullAsync(cursor);
            Assert.Equal(("k:busy", write), (Assert.Single(pulled.Changed).Key, pulled.Changed[0].Version));
            cursor = pulled.Cursor;
        }

        await open.DisposeAsync();
        Assert.Empty((await PullAsync(cursor)).Changed);
    }

    /// <summary>Writers hold their transactions open for a random while: nothing is missed, and each change comes once.</summary>
    [Fact]
    public async Task Rule_3_commits_out_of_order_are_each_delivered_once()
    {
        const int Writers = 8, Writes = 40;
        using var written = new CancellationTokenSource();
        var reader = Task.Run(() => FollowAsync(written.Token), Cancel);
        var committed = new ConcurrentBag<(string Key, long Version)>();
        await Parallel.ForAsync(0, Writers, Cancel, async (writer, cancel) =>
        {
            var random = new Random(writer);
            for (var write = 0; write < Writes; write++)
            {
                await using var transaction = await Storage.BeginAsync(cancel);
                var node = Assert.Single(await transaction.BumpAsync([$"k:{writer}"], cancel));
                await Task.Delay(random.Next(8), cancel);
                if (random.Next(5) == 0)
                    continue;

                await transaction.CommitAsync(cancel);
                committed.Add((node.Key, node.Version));
            }
        });

        await written.CancelAsync();
        var delivered = await reader;
        Assert.Equal(delivered.Count, delivered.Distinct().Count());

        // Two commits of one key between two pulls are one change, so versions may be skipped, but the last one is always there.
        Assert.Subset(committed.ToHashSet(), delivered.ToHashSet());
        Assert.Equal(
            committed.GroupBy(write => write.Key).Select(key => (key.Key, key.Max(write => write.Version))).Order(),
            delivered.GroupBy(write => write.Key).Select(key => (key.Key, key.Max(write => write.Version))).Order());
    }

    /// <summary>Rule 3b: further keys, list and cursor are of one moment although the key's writer commits around it.</summary>
    [Fact]
    public async Task Rule_3b_a_miss_is_of_the_same_moment_as_the_list()
    {
        var cursor = (await PullAsync(null)).Cursor;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writer = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                    await Storage.IncrementVersionAsync("k:hot", CancellationToken.None);
            },
            Cancel);
        var held = 0L;
        for (var pull = 0; pull < 300; pull++)
        {
            var pulled = await PullAsync(cursor, "k:hot");
            cursor = pulled.Cursor;
            held = pulled.Changed.Count == 0 ? held : Assert.Single(pulled.Changed).Version;
            Assert.Equal(held, pulled.Also.Count == 0 ? 0 : pulled.Also[0].Version);
        }

        await stop.CancelAsync();
        await writer;
    }

    /// <summary>Rule 3d: a mutation's token is its own id, an answer's is that below which nothing is under way.</summary>
    [Fact]
    public async Task Rule_3d_a_write_is_covered_only_when_everything_older_is_over()
    {
        await using var open = await Storage.BeginAsync(Cancel);
        await open.BumpAsync(["k:open"], Cancel);
        var write = await Storage.IncrementVersionAsync("k:done", Cancel);
        var during = await PullAsync(null);

        // It is in the list all the same: the token is only a conservative form of it.
        Assert.Equal("k:done", Assert.Single(during.Changed).Key);
        Assert.True(during.Token < write.Token);

        // It shows the write all the same, and says so: a state that merely covers the token may be older.
        Assert.True(during.Latest >= write.Token);
        Assert.True(await open.CommitAsync(Cancel) < write.Token);
        Assert.True((await PullAsync(during.Cursor)).Token >= write.Token);
    }

    private async Task<List<(string Key, long Version)>> FollowAsync(CancellationToken written)
    {
        var delivered = new List<(string, long)>();
        StorageCursor? cursor = null;
        for (var last = false; ;)
        {
            var done = written.IsCancellationRequested;
            var pulled = await PullAsync(cursor);
            delivered.AddRange(pulled.Changed.Select(node => (node.Key, node.Version)));
            cursor = pulled.Cursor;
            if (last)
                return delivered;

            last = done;
        }
    }
}
