using Reality.Server.Storage;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Replica;

public sealed class ReplicaTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rule_3b_a_complete_replica_asks_for_no_keys()
    {
        await using var app = await RunningApp.InMemoryAsync(options => options.ReplicaCapacity = 10);
        await WriteAsync(app, 10);
        await app.SyncAsync(("chat:room:0", 0), ("chat:room:unwritten", 0));

        var reply = await app.SyncAsync(("chat:room:9", 0), ("chat:room:unwritten2", 0));

        Assert.Empty(app.Storage.Pulls[^1].Also);
        Assert.Equal(reply.Version("chat:room:unwritten2") + 1, reply.Version("chat:room:9"));
    }

    [Fact]
    public async Task Rule_3b_the_first_answer_needs_one_pull()
    {
        await using var app = await RunningApp.InMemoryAsync(options => options.ReplicaCapacity = 2);
        await WriteAsync(app, 5);

        var reply = await app.SyncAsync([.. Enumerable.Range(0, 5).Select(i => ($"chat:room:{i}", 0L))]);

        Assert.Single(app.Storage.Pulls);
        Assert.Equal(5, reply.Changed.Count());
    }

    [Fact]
    public async Task Rule_3b_misses_ride_with_the_pull()
    {
        await using var app = await RunningApp.InMemoryAsync(options => options.ReplicaCapacity = 2);
        await WriteAsync(app, 5);
        var first = await app.SyncAsync(("chat:room:0", 0), ("chat:room:1", 0));
        var written = first.Version("chat:room:0");

        var second = await app.SyncAsync(("chat:room:1", 0), ("chat:room:4", 0), ("chat:room:none", 0));

        Assert.Equal(["chat:room:4", "chat:room:none"], app.Storage.Pulls[^1].Also.Order(StringComparer.Ordinal));
        Assert.NotNull(app.Storage.Pulls[^1].Since);
        Assert.Equal(2, app.Storage.Pulls.Count);
        Assert.Equal(written, second.Version("chat:room:4"));
        Assert.Equal(written - 1, second.Version("chat:room:none"));
    }

    [Fact]
    public async Task Rule_3b_keys_of_an_answer_are_pinned_also_beyond_the_capacity()
    {
        await using var app = await RunningApp.InMemoryAsync(options => options.ReplicaCapacity = 1);
        await WriteAsync(app, 50);
        var keys = Enumerable.Range(0, 50).Select(i => ($"chat:room:{i}", 0L)).ToArray();

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.SyncAsync(keys)));

        Assert.All(replies, reply => Assert.Equal(50, reply.Changed.Count()));
        Assert.Single(replies.SelectMany(reply => reply.Changed.Select(reply.Version)).Distinct());
    }

    [Fact]
    public async Task Rule_3b_a_key_that_was_unwritten_is_heard_of_when_it_is_written_in_an_incomplete_replica()
    {
        await using var app = await RunningApp.InMemoryAsync(options => options.ReplicaCapacity = 2);
        await WriteAsync(app, 5);
        var unwritten = (await app.SyncAsync(("chat:room:late", 0))).Version("chat:room:late");
        await app.Reality.UpdateNodeAsync("chat:room:late", cancellationToken: Cancel);

        var reply = await app.SyncAsync(("chat:room:late", unwritten));

        Assert.Empty(app.Storage.Pulls[^1].Also);
        Assert.Equal(unwritten + 1, reply.Version("chat:room:late"));
    }

    [Fact]
    public async Task Rule_3b_a_replica_that_overflows_while_requests_wait_stays_right()
    {
        await using var app = await RunningApp.InMemoryAsync(options => options.ReplicaCapacity = 3);
        await WriteAsync(app, 3);
        var written = (await app.SyncAsync(("chat:room:0", 0))).Version("chat:room:0");

        await WriteAsync(app, 8);
        var reply = await app.SyncAsync([.. Enumerable.Range(0, 9).Select(i => ($"chat:room:{i}", 0L))]);

        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(written + 1, reply.Version($"chat:room:{i}")));
        Assert.All(Enumerable.Range(3, 5), i => Assert.Equal(written, reply.Version($"chat:room:{i}")));
        Assert.Equal(written - 1, reply.Version("chat:room:8"));
    }

    [Fact]
    public async Task Invariant_10_the_replica_holds_no_more_than_its_capacity()
    {
        await using var app = await RunningApp.InMemoryAsync(options => options.ReplicaCapacity = 20);
        await WriteAsync(app, 100);
        for (var i = 0; i < 40; i++)
            await app.SyncAsync([.. Enumerable.Range(i * 5, 10).Select(id => ($"chat:room:{id}", 0L))]);

        Assert.InRange(app.ReplicaCount, 1, 20);
    }

    [Fact]
    public async Task Invariant_10_asking_for_unwritten_keys_leaves_nothing_behind()
    {
        await using var app = await RunningApp.InMemoryAsync();
        await WriteAsync(app, 3);
        for (var i = 0; i < 10; i++)
            await app.SyncAsync([.. Enumerable.Range(0, 100).Select(id => ($"chat:room:x{i}-{id}", 0L))]);

        Assert.Equal(3, app.ReplicaCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(1000)]
    public async Task Invariant_8_all_versions_of_an_answer_come_from_one_state(int capacity)
    {
        await using var app = await RunningApp.OnSqliteAsync(options => options.ReplicaCapacity = capacity);
        string[] ids = [.. Enumerable.Range(0, 10).Select(i => $"r{i}")];
        var writing = Task.Run(
            async () =>
            {
                // Each transaction bumps all ten, so in any one state all ten have one version.
                for (var i = 0; i < 100; i++)
                {
                    await app.Reality.TransactAsync(
                        async token =>
                        {
                            foreach (var id in ids)
                                await app.Notes.SetAsync(id, $"text {i}", token);
                        },
                        Cancel);
                }
            },
            Cancel);

        var torn = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(reader => Task.Run(
            async () =>
            {
                while (!writing.IsCompleted)
                {
                    var asked = reader % 2 == 0 ? ids : ids[reader..];
                    var reply = await app.SyncAsync([.. asked.Select(id => ($"chat:room:{id}", 0L))]);
                    if (reply.Changed.Select(reply.Version).Distinct().Count() != 1)
                        Interlocked.Increment(ref torn);
                }
            },
            Cancel)));
        await writing;

        Assert.Equal(0, torn);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task Rule_2_another_epoch_drops_everything_held(int capacity)
    {
        await using var app = await RunningApp.InMemoryAsync(options => options.ReplicaCapacity = capacity);
        await WriteAsync(app, 3);
        var before = await app.SyncAsync(("chat:room:0", 0), ("chat:room:1", 0));

        var life = await app.Storage.NewEpochAsync(Cancel);
        var after = await app.PostAsync(
            $$$"""{"epoch":"{{{before.Epoch}}}","known":{"chat:room:0":{{{before.Version("chat:room:0")}}},"chat:room:2":0,"chat:room:x":0}}""");

        Assert.Equal(life.Epoch, after.Epoch);
        Assert.Equal(life.Base + 2, after.Version("chat:room:0"));
        Assert.True(after.Version("chat:room:0") > before.Version("chat:room:0"));
        Assert.Equal(after.Version("chat:room:0"), after.Version("chat:room:2"));
        Assert.Equal(after.Version("chat:room:0") - 1, after.Version("chat:room:x"));
    }

    private static async Task WriteAsync(RunningApp app, int count)
    {
        for (var i = 0; i < count; i++)
            await app.Reality.UpdateNodeAsync($"chat:room:{i}", cancellationToken: Cancel);
    }
}
