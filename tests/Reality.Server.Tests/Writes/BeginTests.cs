using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Writes;

public sealed class BeginTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rule_4_calls_of_the_caller_join_until_the_commit()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await using (var transaction = await app.Reality.BeginAsync(Cancel))
        {
            await app.Notes.SetAsync("a", "one", Cancel);
            await app.Notes.SetAsync("b", "two", Cancel);
            Assert.Equal(1, (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a"));
            await transaction.CommitAsync(Cancel);

            // The caller is out of the transaction again, inside the block too.
            await app.Notes.SetAsync("a", "three", Cancel);
        }

        var reply = await app.SyncAsync(("chat:room:a", 0), ("chat:room:b", 0));
        Assert.Equal([3L, 2L], reply.Changed.Select(reply.Version));
    }

    [Fact]
    public async Task Rule_4_disposing_without_a_commit_rolls_back()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await using (await app.Reality.BeginAsync(Cancel))
            await app.Notes.SetAsync("a", "one", Cancel);

        Assert.Null(await app.Notes.GetAsync("a", Cancel));
        await app.Notes.SetAsync("a", "two", Cancel);
        Assert.Equal(2, (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a"));
    }

    [Fact]
    public async Task Rule_4_a_second_commit_throws()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        await using var transaction = await app.Reality.BeginAsync(Cancel);
        await transaction.CommitAsync(Cancel);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => transaction.CommitAsync(Cancel));

        Assert.Contains("completed already", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule_4_a_commit_while_a_call_is_under_way_throws_and_can_be_repeated()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        await using var transaction = await app.Reality.BeginAsync(Cancel);
        await app.Notes.SetAsync("a", "one", Cancel);
        var go = new TaskCompletionSource();
        var running = app.Reality.ReadAsync(
            async (_, _) =>
            {
                await go.Task;
                return 1;
            },
            Cancel,
            "Notes.Slow");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => transaction.CommitAsync(Cancel));
        Assert.Contains("while 'Notes.Slow' runs", exception.Message, StringComparison.Ordinal);
        go.SetResult();
        await running;
        await app.Notes.SetAsync("b", "two", Cancel);
        await transaction.CommitAsync(Cancel);

        Assert.Equal("two", (await app.Notes.GetAsync("b", Cancel))!.Text);
    }

    [Fact]
    public async Task Rule_4_a_transaction_that_could_not_begin_is_nothing_to_join()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.Reality.BeginAsync(cancelled.Token));
        await app.Notes.SetAsync("a", "one", Cancel);

        Assert.Equal("one", (await app.Notes.GetAsync("a", Cancel))!.Text);
    }

    [Fact]
    public async Task Rule_4_one_transaction_cannot_begin_inside_another()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await app.Reality.TransactAsync(
            async token => await Assert.ThrowsAsync<InvalidOperationException>(() => app.Reality.BeginAsync(token)),
            Cancel);
    }

    [Fact]
    public async Task Rule_4_a_transaction_begun_in_a_helper_does_not_leak_into_its_callers_caller()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        async Task<IRealityTransaction> BeginInHelperAsync() => await app.Reality.BeginAsync(Cancel);

        // Begun in an async method, it is that method's; its caller's calls run outside of it and here wait for nothing.
        var transaction = await BeginInHelperAsync();
        await transaction.DisposeAsync();
        await app.Notes.SetAsync("a", "one", Cancel);

        Assert.Equal("one", (await app.Notes.GetAsync("a", Cancel))!.Text);
    }

    [Fact]
    public async Task Rule_4_a_failed_write_inside_poisons_the_commit()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await using (var transaction = await app.Reality.BeginAsync(Cancel))
        {
            await app.Notes.SetAsync("a", "one", Cancel);
            await Assert.ThrowsAsync<InvalidDataException>(() => app.Notes.SetHalfAsync("b", "two", Cancel));
            await Assert.ThrowsAsync<InvalidOperationException>(() => transaction.CommitAsync(Cancel));
        }

        Assert.Null(await app.Notes.GetAsync("a", Cancel));
        Assert.Null(await app.Notes.GetAsync("b", Cancel));
    }
}
