using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Writes;

public sealed class UpdateNodeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_raises_the_version_and_stores_the_hash(bool onSqlite)
    {
        await using var app = onSqlite ? await RunningApp.OnSqliteAsync() : await RunningApp.InMemoryAsync();
        var before = (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a");

        var version = await app.Reality.UpdateNodeAsync("chat:room:a", "abc123def", Cancel);

        var reply = await app.SyncAsync(("chat:room:a", before));
        Assert.Equal(before + 1, version);
        Assert.Equal(version, reply.Version("chat:room:a"));
        Assert.Equal("abc123def", reply.Hash("chat:room:a"));
    }

    [Fact]
    public async Task Regression_an_invalidation_without_a_new_hash_is_visible()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        var first = await app.Reality.UpdateNodeAsync("chat:room:a", "same", Cancel);

        await app.Reality.UpdateNodeAsync("chat:room:a", "same", Cancel);
        var same = await app.SyncAsync(("chat:room:a", first));
        await app.Reality.UpdateNodeAsync("chat:room:a", cancellationToken: Cancel);
        var none = await app.SyncAsync(("chat:room:a", first + 1));

        Assert.Equal(first + 1, same.Version("chat:room:a"));
        Assert.Equal(first + 2, none.Version("chat:room:a"));
        Assert.StartsWith("!", none.Hash("chat:room:a"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("chat:room:a b")]
    [InlineData("chat:room:%61")]
    [InlineData("")]
    public async Task It_refuses_what_is_no_key(string key)
    {
        await using var app = await RunningApp.InMemoryAsync();

        await Assert.ThrowsAsync<ArgumentException>(nameof(key), () => app.Reality.UpdateNodeAsync(key, cancellationToken: Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("ü")]
    [InlineData("a\n")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUV.0a1b2c3d")]
    public async Task It_refuses_hashes_that_cannot_be_stored_or_that_an_etag_could_equal(string hash)
    {
        await using var app = await RunningApp.InMemoryAsync();

        await Assert.ThrowsAsync<ArgumentException>(nameof(hash), () => app.Reality.UpdateNodeAsync("chat:room:a", hash, Cancel));
    }

    [Fact]
    public async Task Inside_a_transaction_it_joins_and_the_version_is_not_known_yet()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await app.Reality.TransactAsync(
            async token =>
            {
                await app.Notes.SetAsync("a", "text", token);
                Assert.Equal(0, await app.Reality.UpdateNodeAsync("chat:room:b", "given", token));
                Assert.Equal(0, await app.Reality.UpdateNodeAsync("chat:room:a", "given", token));
            },
            Cancel);

        var reply = await app.SyncAsync(("chat:room:a", 0), ("chat:room:b", 0));
        Assert.Equal([2L, 2L], reply.Changed.Select(reply.Version));
        Assert.Equal("given", reply.Hash("chat:room:b"));
        Assert.EndsWith(".0a1b2c3d", reply.Hash("chat:room:a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inside_a_transaction_that_rolls_back_nothing_moves()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await using (await app.Reality.BeginAsync(Cancel))
            await app.Reality.UpdateNodeAsync("chat:room:a", cancellationToken: Cancel);

        Assert.Equal(1, (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a"));
    }

    [Fact]
    public async Task Regression_many_writers_of_one_key_lose_no_version()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            async () =>
            {
                for (var i = 0; i < 50; i++)
                    await app.Reality.UpdateNodeAsync("chat:room:a", cancellationToken: Cancel);
            },
            Cancel)));

        Assert.Equal(401, (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a"));
    }
}
