using Microsoft.Data.Sqlite;

namespace Reality.Tests.Weaving;

public sealed class RealityTestTests : IAsyncLifetime
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private RealityTest _reality = null!;
    private Rooms _rooms = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _connection.OpenAsync(Token);
        await Rooms.CreateTableAsync(_connection);
        _reality = RealityTest.Over(_connection);
        _rooms = new(_reality);
    }

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();

    [Fact]
    public async Task Cores_run_over_the_connection_and_bumps_are_seen()
    {
        Assert.Equal(1, await _rooms.AddAsync("a:b", "one", Token));
        Assert.Equal(2, await _rooms.AddAsync("a:b", "two", Token));
        Assert.Equal(["one", "two"], await _rooms.GetAsync("a:b", Token));
        Assert.Equal(["chat:room:a%3Ab", "chat:room:a%3Ab"], _reality.Bumped);
    }

    [Fact]
    public async Task A_closed_connection_is_opened_and_stays_open()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        var reality = RealityTest.Over(connection);
        await reality.WriteAsync((write, _) => Rooms.CreateTableAsync(write.Connection), Token);
        Assert.Empty(await new Rooms(reality).GetAsync("a", Token));
    }

    [Fact]
    public async Task A_write_that_fails_leaves_neither_data_nor_bump()
    {
        await Assert.ThrowsAsync<FormatException>(() => _rooms.AddThenFailAsync("a"));
        Assert.Empty(await _rooms.GetAsync("a", Token));
        Assert.Empty(_reality.Bumped);
        await _rooms.AddAsync("a", "after", Token);
    }

    [Fact]
    public async Task A_view_that_cannot_be_hashed_fails_its_write()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => _rooms.AddAsync("a", "unhashable", Token));
        Assert.Contains("cannot be hashed", error.Message, StringComparison.Ordinal);
        Assert.Empty(await _rooms.GetAsync("a", Token));
        Assert.Empty(_reality.Bumped);
    }

    [Fact]
    public async Task A_core_that_ends_the_transaction_fails_where_the_database_says_so() =>
        await Assert.ThrowsAsync<SqliteException>(_rooms.EndAsync);

    [Fact]
    public async Task Writes_inside_a_write_join_it()
    {
        await _rooms.AddTwiceAsync("b", "a");
        Assert.Equal(["chat:room:a", "chat:room:b"], _reality.Bumped);
    }

    [Fact]
    public async Task TransactAsync_makes_writes_one_and_bumps_each_key_once_in_order()
    {
        var count = await _reality.TransactAsync(
            async ct =>
            {
                await _rooms.AddAsync("b", "1", ct);
                await _rooms.AddAsync("a", "2", ct);
                await _reality.TransactAsync(inner => _rooms.AddAsync("b", "3", inner), ct);
                Assert.Equal(0, await _reality.UpdateNodeAsync("chat:room:c", cancellationToken: ct));
                Assert.Empty(_reality.Bumped);
                return (await _rooms.GetAsync("b", ct)).Count;
            },
            Token);
        Assert.Equal(2, count);
        Assert.Equal(["chat:room:a", "chat:room:b", "chat:room:c"], _reality.Bumped);

        await Assert.ThrowsAsync<FormatException>(() => _reality.TransactAsync(
            async ct =>
            {
                await _rooms.AddAsync("b", "lost", ct);
                throw new FormatException();
            },
            Token));
        Assert.Equal(2, (await _rooms.GetAsync("b", Token)).Count);
        Assert.Equal(3, _reality.Bumped.Count);
    }

    [Fact]
    public async Task BeginAsync_commits_or_is_undone()
    {
        await using (var transaction = await _reality.BeginAsync(Token))
        {
            await _rooms.AddAsync("a", "kept", Token);
            await _rooms.AddAsync("a", "kept too", Token);
            await transaction.CommitAsync(Token);
            await Assert.ThrowsAsync<InvalidOperationException>(() => transaction.CommitAsync(Token));
        }

        await using (await _reality.BeginAsync(Token))
        {
            await _rooms.AddAsync("a", "lost", Token);
            await Assert.ThrowsAsync<InvalidOperationException>(() => _reality.BeginAsync(Token));
        }

        Assert.Equal(["kept", "kept too"], await _rooms.GetAsync("a", Token));
        Assert.Equal(["chat:room:a"], _reality.Bumped);
    }

    [Fact]
    public async Task A_call_from_a_flow_whose_transaction_is_completed_throws()
    {
        var release = new TaskCompletionSource();
        Task late = null!;
        await _reality.TransactAsync(
            ct =>
            {
                late = Task.Run(
                    async () =>
                    {
                        await release.Task;
                        await _rooms.AddAsync("a", "late", ct);
                    },
                    ct);
                return Task.CompletedTask;
            },
            Token);
        release.SetResult();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => late);
        Assert.Contains("Rooms.AddAsync", error.Message, StringComparison.Ordinal);
        Assert.Contains("completed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_calls_at_once_in_one_transaction_throw()
    {
        var release = new TaskCompletionSource();
        var error = await _reality.TransactAsync(
            async ct =>
            {
                var first = _reality.ReadAsync(
                    async (_, _) =>
                    {
                        await release.Task;
                        return 0;
                    },
                    ct,
                    "slow");
                var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => _rooms.AddAsync("a", "x", ct));
                release.SetResult();
                await first;
                return thrown;
            },
            Token);
        Assert.Contains("slow", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_outside_the_flow_of_BeginAsync_throws_rather_than_waits()
    {
        Task outside;
        using (ExecutionContext.SuppressFlow())
        {
            outside = Task.Run(() => BeginElsewhereAsync(_reality), Token);
        }

        await outside;
        await Assert.ThrowsAsync<InvalidOperationException>(() => _rooms.AddAsync("a", "x", Token));

        static async Task BeginElsewhereAsync(RealityTest reality) => await reality.BeginAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Calls_from_several_tasks_wait_for_each_other()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => _rooms.AddAsync("a", $"{i}", Token), Token)));
        Assert.Equal(50, (await _rooms.GetAsync("a", Token)).Count);
        Assert.Equal(50, _reality.Bumped.Count);
    }

    [Fact]
    public async Task UpdateNodeAsync_counts_and_checks_what_it_is_given()
    {
        Assert.Equal(2, await _reality.UpdateNodeAsync("chat:room:a", cancellationToken: Token));
        Assert.Equal(3, await _reality.UpdateNodeAsync("chat:room:a", "any-hash", Token));
        Assert.Equal(2, await _reality.UpdateNodeAsync("chat:room:b", cancellationToken: Token));
        Assert.Equal(["chat:room:a", "chat:room:a", "chat:room:b"], _reality.Bumped);
        foreach (var key in new[] { "chat", "chat:%3a", "" })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => _reality.UpdateNodeAsync(key, "x", Token));
        }

        foreach (var hash in new[] { "", "a b", "é", new string('x', 129), "XyyQJiSk_X1eRxl-BoudZg.00000000" })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => _reality.UpdateNodeAsync("chat:a", hash, Token));
        }
    }

    [Fact]
    public async Task A_bump_after_the_write_throws()
    {
        IRealityWrite? kept = null;
        await _reality.WriteAsync(
            (write, _) =>
            {
                kept = write;
                return Task.CompletedTask;
            },
            Token);
        Assert.Throws<InvalidOperationException>(() => kept!.Bump(new RoomKey("a")));
    }
}
