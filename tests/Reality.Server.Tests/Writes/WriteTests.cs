using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Writes;

public sealed class WriteTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rule_1_the_stored_hash_is_the_payloads_etag()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await app.Notes.SetAsync("a", "text", Cancel);

        var payload = await app.GetAsync("/api/rooms/a/note");
        Assert.Equal($"\"{(await app.SyncAsync(("chat:room:a", 0))).Hash("chat:room:a")}\"", payload.Response.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task Rule_1_equal_content_has_an_equal_hash_under_a_higher_version()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await app.Notes.SetAsync("a", "text", Cancel);
        var first = await app.SyncAsync(("chat:room:a", 0));
        await app.Notes.SetAsync("a", "other", Cancel);
        var second = await app.SyncAsync(("chat:room:a", 0));
        await app.Notes.SetAsync("a", "text", Cancel);
        var third = await app.SyncAsync(("chat:room:a", 0));

        Assert.Equal(first.Hash("chat:room:a"), third.Hash("chat:room:a"));
        Assert.NotEqual(first.Hash("chat:room:a"), second.Hash("chat:room:a"));
        Assert.Equal([2L, 3L, 4L], new[] { first, second, third }.Select(reply => reply.Version("chat:room:a")));
    }

    [Fact]
    public async Task Rule_1_a_bump_without_a_read_gets_a_hash_that_no_payload_has()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await app.Reality.WriteAsync(
            async (write, token) =>
            {
                await NoteRepository.WriteCoreAsync(write.Connection, "a", "text", token);
                write.Bump(new RoomKey("a"));
            },
            Cancel);

        Assert.Equal("!1", (await app.SyncAsync(("chat:room:a", 0))).Hash("chat:room:a"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_key_reported_twice_is_bumped_once_and_hashed_if_one_report_can(bool hashedFirst)
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await app.Reality.WriteAsync(
            async (write, token) =>
            {
                await NoteRepository.WriteCoreAsync(write.Connection, "a", "text", token);
                if (!hashedFirst)
                    write.Bump(new RoomKey("a"));

                write.Bump(new RoomKey("a"), static (db, key, ct) => NoteRepository.ReadCoreAsync(db, key.Id, ct), NoteRepository.Content);
                if (hashedFirst)
                    write.Bump(new RoomKey("a"));
            },
            Cancel);

        var reply = await app.SyncAsync(("chat:room:a", 0));
        Assert.Equal(2, reply.Version("chat:room:a"));
        Assert.EndsWith(".0a1b2c3d", reply.Hash("chat:room:a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invariant_1_a_write_that_fails_moves_neither_data_nor_version()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        await app.Notes.SetAsync("a", "before", Cancel);

        await Assert.ThrowsAsync<InvalidDataException>(() => app.Reality.WriteAsync(
            async (write, token) =>
            {
                await NoteRepository.WriteCoreAsync(write.Connection, "a", "after", token);
                write.Bump(new RoomKey("a"));
                throw new InvalidDataException();
            },
            Cancel));

        Assert.Equal("before", (await app.Notes.GetAsync("a", Cancel))!.Text);
        Assert.Equal(2, (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a"));
    }

    [Fact]
    public async Task Invariant_1_a_view_that_cannot_be_read_again_rolls_back_and_says_which()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => app.Reality.WriteAsync(
            async (write, token) =>
            {
                await NoteRepository.WriteCoreAsync(write.Connection, "a", "text", token);
                write.Bump<RoomKey, Note?>(new RoomKey("a"), static (_, _, _) => throw new FormatException(), NoteRepository.Content);
            },
            Cancel,
            "Notes.Save"));

        Assert.Contains("'Notes.Save' is rolled back", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'chat:room:a'", exception.Message, StringComparison.Ordinal);
        Assert.IsType<FormatException>(exception.InnerException);
        Assert.Null(await app.Notes.GetAsync("a", Cancel));
        Assert.Equal(1, (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a"));
    }

    [Fact]
    public async Task Invariant_1_a_write_that_is_cancelled_before_its_commit_leaves_nothing()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.Reality.WriteAsync(
            async (write, token) =>
            {
                await NoteRepository.WriteCoreAsync(write.Connection, "a", "text", token);
                write.Bump(new RoomKey("a"));
                await cancellation.CancelAsync();
            },
            cancellation.Token));

        Assert.Null(await app.Notes.GetAsync("a", Cancel));
        Assert.Equal(1, (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a"));
    }

    [Fact]
    public async Task A_commit_whose_outcome_is_unknown_says_so_and_is_not_run_again()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        var runs = 0;
        app.Storage.BreakAfterCommit = true;

        var exception = await Assert.ThrowsAsync<RealityCommitException>(() => app.Reality.TransactAsync(
            token =>
            {
                runs++;
                return app.Notes.SetAsync("a", "text", token);
            },
            Cancel));

        Assert.Contains("unknown", exception.Message, StringComparison.Ordinal);
        Assert.IsType<IOException>(exception.InnerException);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Rule_4a_a_commit_by_the_users_own_statement_is_refused_and_rolls_back()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => app.Reality.WriteAsync(
            async (write, token) =>
            {
                await NoteRepository.WriteCoreAsync(write.Connection, "a", "text", token);
                await write.Connection.RunAsync("commit", token);
                write.Bump(new RoomKey("a"));
            },
            Cancel));

        Assert.Null(await app.Notes.GetAsync("a", Cancel));
        Assert.Equal(1, (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a"));
    }

    [Fact]
    public async Task Rule_4a_a_transaction_that_the_user_ended_is_noticed_by_name_and_its_keys_are_bumped_all_the_same()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => app.Reality.WriteAsync(
            async (write, token) =>
            {
                await NoteRepository.WriteCoreAsync(write.Connection, "a", "text", token);
                await write.Connection.RunAsync("rollback", token);
                write.Bump(new RoomKey("a"));
            },
            Cancel,
            "Notes.Undo"));

        Assert.Contains("'Notes.Undo' ended the transaction", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a"));
    }

    [Fact]
    public async Task A_report_after_the_write_has_returned_is_refused()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        IRealityWrite? kept = null;

        await app.Reality.WriteAsync(
            (write, _) =>
            {
                kept = write;
                return Task.CompletedTask;
            },
            Cancel,
            "Notes.Keep");

        var exception = Assert.Throws<InvalidOperationException>(() => kept!.Bump(new RoomKey("a")));
        Assert.Contains("'Notes.Keep' has returned", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_without_keys_commits_its_data()
    {
        await using var app = await RunningApp.OnSqliteAsync();

        await app.Reality.WriteAsync((write, token) => NoteRepository.WriteCoreAsync(write.Connection, "a", "text", token), Cancel);

        Assert.Equal("text", (await app.Notes.GetAsync("a", Cancel))!.Text);
    }

    [Fact]
    public async Task On_a_storage_without_a_database_a_write_says_what_to_do()
    {
        await using var app = await RunningApp.InMemoryAsync();

        foreach (var call in new Func<Task>[]
        {
            () => app.Notes.SetAsync("a", "text", Cancel),
            () => app.Notes.GetAsync("a", Cancel),
            () => app.Reality.TransactAsync(_ => Task.CompletedTask, Cancel),
            () => app.Reality.BeginAsync(Cancel),
        })
        {
            var exception = await Assert.ThrowsAsync<InvalidOperationException>(call);
            Assert.Contains("UseSqlite", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(7, await app.Reality.ReadAsync((_, _) => Task.FromResult(7), Cancel));
    }
}
