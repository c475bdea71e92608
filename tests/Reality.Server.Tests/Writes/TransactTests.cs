using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Writes;

public sealed class TransactTests
{
    private static readonly string[] Forwards = ["a", "b"];
    private static readonly string[] Backwards = ["b", "a"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rule_4_woven_calls_inside_join_and_each_key_is_bumped_once()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        var text = await app.Reality.TransactAsync(
            async token =>
            {
                await app.Notes.SetAsync("a", "one", token);
                await app.Notes.SetAsync("b", "two", token);
                await app.Notes.SetAsync("a", "three", token);

                // Sees what this transaction wrote, which no other connection could.
                return (await app.Notes.GetAsync("a", token))!.Text;
            },
            Cancel);

        var reply = await app.SyncAsync(("chat:room:a", 0), ("chat:room:b", 0));
        Assert.Equal("three", text);
        Assert.Equal(2, reply.Version("chat:room:a"));
        Assert.Equal(2, reply.Version("chat:room:b"));
        Assert.Equal(
            $"\"{reply.Hash("chat:room:a")}\"",
            (await app.GetAsync("/api/rooms/a/note")).Response.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task Rule_4_a_failure_rolls_back_everything()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await Assert.ThrowsAsync<InvalidDataException>(() => app.Reality.TransactAsync(
            async token =>
            {
                await app.Notes.SetAsync("a", "one", token);
                await app.Notes.SetHalfAsync("b", "two", token);
            },
            Cancel));

        Assert.Null(await app.Notes.GetAsync("a", Cancel));
        Assert.Null(await app.Notes.GetAsync("b", Cancel));
        Assert.Equal(1, (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a"));
    }

    [Fact]
    public async Task Rule_4_a_write_that_failed_half_way_cannot_be_committed_by_catching_its_exception()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => app.Reality.TransactAsync(
            async token =>
            {
                await app.Notes.SetAsync("a", "one", token);
                try
                {
                    await app.Notes.SetHalfAsync("b", "two", token);
                }
                catch (InvalidDataException)
                {
                }
            },
            Cancel));

        Assert.Contains("'NoteRepository.SetHalfAsync' failed in it", exception.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidDataException>(exception.InnerException);
        Assert.Null(await app.Notes.GetAsync("a", Cancel));
        Assert.Null(await app.Notes.GetAsync("b", Cancel));
    }

    [Fact]
    public async Task Rule_4_a_read_that_fails_inside_may_be_caught()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await app.Reality.TransactAsync(
            async token =>
            {
                await app.Notes.SetAsync("a", "one", token);
                await Assert.ThrowsAsync<KeyNotFoundException>(() =>
                    app.Reality.ReadAsync<int>((_, _) => throw new KeyNotFoundException(), token));
            },
            Cancel);

        Assert.Equal("one", (await app.Notes.GetAsync("a", Cancel))!.Text);
    }

    [Fact]
    public async Task Rule_4_nested_transactions_join_the_outer_one()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await Assert.ThrowsAsync<InvalidDataException>(() => app.Reality.TransactAsync(
            async token =>
            {
                await app.Reality.TransactAsync(inner => app.Notes.SetAsync("a", "one", inner), token);
                throw new InvalidDataException();
            },
            Cancel));
        Assert.Null(await app.Notes.GetAsync("a", Cancel));

        await app.Reality.TransactAsync(
            async token =>
            {
                await app.Reality.TransactAsync(inner => app.Notes.SetAsync("a", "one", inner), token);
                await app.Notes.SetAsync("a", "two", token);
            },
            Cancel);
        Assert.Equal(2, (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a"));
    }

    [Fact]
    public async Task Rule_4_a_nested_transaction_that_failed_poisons_the_outer_one()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => app.Reality.TransactAsync(
            async token =>
            {
                await Assert.ThrowsAsync<InvalidDataException>(() => app.Reality.TransactAsync(
                    async inner =>
                    {
                        await app.Notes.SetAsync("a", "one", inner);
                        throw new InvalidDataException();
                    },
                    token));
            },
            Cancel));

        Assert.Null(await app.Notes.GetAsync("a", Cancel));
    }

    [Fact]
    public async Task Rule_4_a_woven_call_inside_a_core_joins_its_transaction()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await app.Notes.SetTwoAsync("a", "b", "text", Cancel);

        var reply = await app.SyncAsync(("chat:room:a", 0), ("chat:room:b", 0));
        Assert.Equal([2L, 2L], reply.Changed.Select(reply.Version));
        Assert.Equal(reply.ServerVersion, (await app.SyncAsync()).ServerVersion);
    }

    [Fact]
    public async Task Rule_4_concurrent_use_throws_naming_both()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await app.Reality.TransactAsync(
            async token =>
            {
                var inside = new TaskCompletionSource();
                var go = new TaskCompletionSource();
                var first = app.Reality.ReadAsync(
                    async (_, _) =>
                    {
                        inside.SetResult();
                        await go.Task;
                        return 1;
                    },
                    token,
                    "Notes.First");
                await inside.Task;

                var exception = await Assert.ThrowsAsync<InvalidOperationException>(() =>
                    app.Reality.ReadAsync((_, _) => Task.FromResult(2), token, "Notes.Second"));
                go.SetResult();
                await first;

                Assert.Contains("'Notes.Second'", exception.Message, StringComparison.Ordinal);
                Assert.Contains("'Notes.First' runs in it", exception.Message, StringComparison.Ordinal);
                Assert.Equal(3, await app.Reality.ReadAsync((_, _) => Task.FromResult(3), token));
            },
            Cancel);
    }

    [Fact]
    public async Task Rule_4_a_call_that_is_not_awaited_keeps_the_transaction_from_committing()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        var go = new TaskCompletionSource();
        Task? stray = null;

        var transaction = app.Reality.TransactAsync(
            async token =>
            {
                await app.Notes.SetAsync("a", "one", token);
                stray = app.Reality.ReadAsync(
                    async (_, _) =>
                    {
                        await go.Task;
                        return 1;
                    },
                    token,
                    "Notes.Stray");
            },
            Cancel);
        go.SetResult();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => transaction);
        await stray!;
        Assert.Contains("'Notes.Stray' runs in it", exception.Message, StringComparison.Ordinal);
        Assert.Null(await app.Notes.GetAsync("a", Cancel));
    }

    [Fact]
    public async Task Rule_4_a_call_that_outlives_the_transaction_throws()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        var done = new TaskCompletionSource();
        Task? forgotten = null;

        await app.Reality.TransactAsync(
            async token =>
            {
                await app.Notes.SetAsync("a", "one", token);
                forgotten = Task.Run(
                    async () =>
                    {
                        await done.Task;
                        await app.Notes.SetAsync("b", "two", CancellationToken.None);
                    },
                    Cancel);
            },
            Cancel);
        done.SetResult();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => forgotten!);
        Assert.Contains("is completed", exception.Message, StringComparison.Ordinal);
        Assert.Null(await app.Notes.GetAsync("b", Cancel));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public async Task Rule_4_the_whole_is_run_again_on_a_transient_failure_a_bounded_number_of_times(int failures, bool succeeds)
    {
        await using var app = await RunningApp.OnSqliteAsync();
        app.Storage.TransientCommits = failures;
        var runs = 0;

        async Task RunAsync() => await app.Reality.TransactAsync(
            token =>
            {
                runs++;
                return app.Notes.SetAsync("a", $"run {runs}", token);
            },
            Cancel);

        if (succeeds)
            await RunAsync();
        else
            await Assert.ThrowsAsync<TransientFailureException>(RunAsync);

        Assert.Equal(Math.Min(failures + 1, 5), runs);
        Assert.Equal(succeeds ? $"run {runs}" : null, (await app.Notes.GetAsync("a", Cancel))?.Text);
        Assert.Equal(succeeds ? 2 : 1, (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a"));
    }

    [Fact]
    public async Task A_single_write_is_not_run_again()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        app.Storage.TransientCommits = 1;

        await Assert.ThrowsAsync<TransientFailureException>(() => app.Notes.SetAsync("a", "one", Cancel));
    }

    [Fact]
    public async Task Rule_4_writers_that_bump_the_same_keys_in_any_order_all_commit()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            () => app.Reality.TransactAsync(
                async token =>
                {
                    foreach (var id in i % 2 == 0 ? Forwards : Backwards)
                        await app.Notes.SetAsync(id, $"text {i}", token);
                },
                Cancel),
            Cancel)));

        var reply = await app.SyncAsync(("chat:room:a", 0), ("chat:room:b", 0));
        Assert.Equal([21L, 21L], reply.Changed.Select(reply.Version));
    }
}
