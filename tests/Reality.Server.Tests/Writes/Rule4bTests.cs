using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Reality.Server.Hints;
using Reality.Server.Tests.Hints;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Writes;

/// <summary>Rule 4b: mark, write, settle, for data that is not in the storage's database.</summary>
public sealed class Rule4bTests
{
    private const string Key = "chat:room:general";

    private static readonly RoomKey Room = new("general");
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(600);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rule_4b_the_version_rises_after_the_write_and_not_before()
    {
        await using var app = await StartAsync();
        var before = await VersionAsync(app);
        var during = 0L;

        await WriteAsync(app, async _ => during = await VersionAsync(app));

        Assert.Equal(before, during);
        Assert.Equal(before + 1, await VersionAsync(app));
    }

    [Fact]
    public async Task Rule_4b_a_write_tells_its_result_and_its_response_what_it_bumped()
    {
        await using var app = await StartAsync(map: app =>
        {
            app.MapReality();
            app.MapPost("/write", async (IReality reality, CancellationToken token) =>
                await reality.WriteElsewhereAsync(
                    mark => mark.AddFamily("chat:room:*"),
                    (write, _) =>
                    {
                        write.Bump(Room);
                        return Task.FromResult("done");
                    },
                    token));
        });
        var version = await VersionAsync(app);

        var reply = await app.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/write"));

        Assert.Equal("done", reply.Text);
        Assert.Equal($"{Key}={version + 1}", Assert.Single(reply.Response.Headers.GetValues("Reality-Bumped")));
        Assert.True(reply.Response.Headers.Contains("Reality-Seen"));
        Assert.Equal(version + 1, await VersionAsync(app));
    }

    [Fact]
    public async Task Rule_4b_a_failed_write_may_have_taken_place_and_bumps()
    {
        await using var app = await StartAsync();
        var before = await VersionAsync(app);

        await Assert.ThrowsAsync<IOException>(() => WriteAsync(app, _ => throw new IOException("the answer was lost")));

        Assert.Equal(before + 1, await VersionAsync(app));
    }

    [Fact]
    public async Task Rule_4b_an_owner_that_was_paused_past_its_deadline_does_not_begin()
    {
        await using var app = await StartAsync();
        var before = await VersionAsync(app);
        app.Storage.AfterMark = () => Task.Delay(Limit * 1.2, Cancel);

        var late = await Assert.ThrowsAsync<TimeoutException>(() => WriteAsync(app, _ => throw new InvalidOperationException("It wrote.")));

        Assert.Contains("has not begun", late.Message, StringComparison.Ordinal);

        // No one else may take the mark for a write that took place either.
        app.Storage.AfterMark = null;
        await Task.Delay(Limit, Cancel);
        Assert.Equal(before, await VersionAsync(app));
    }

    [Fact]
    public async Task Rule_4b_a_write_that_was_cancelled_before_it_began_bumps_nothing()
    {
        await using var app = await StartAsync();
        var before = await VersionAsync(app);
        using var cancelled = new CancellationTokenSource();
        app.Storage.AfterMark = cancelled.CancelAsync;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            WriteAsync(app, _ => throw new InvalidOperationException("It wrote."), cancelled.Token));

        await Task.Delay(Limit * 1.5, Cancel);
        Assert.Equal(before, await VersionAsync(app));
    }

    [Fact]
    public async Task Rule_4b_a_write_is_cancelled_at_its_deadline_and_bumps()
    {
        await using var app = await StartAsync();
        var before = await VersionAsync(app);
        var started = DateTime.UtcNow;

        await Assert.ThrowsAsync<TimeoutException>(() => WriteAsync(app, token => Task.Delay(TimeSpan.FromSeconds(30), token)));

        Assert.InRange(DateTime.UtcNow - started, Limit * 0.8, TimeSpan.FromSeconds(20));
        Assert.True(await VersionAsync(app) > before);
    }

    [Fact]
    public async Task Rule_4b_an_overdue_write_is_settled_for_its_owner_again_and_again()
    {
        await using var app = await StartAsync();
        var before = await VersionAsync(app);
        var end = new TaskCompletionSource();
        var writing = WriteAsync(app, _ => end.Task);

        // A core that does not heed its token: whoever syncs after the deadline hears of it, and later once more.
        await WaitAsync(async () => await VersionAsync(app) == before + 1);
        Assert.Equal(before + 1, await VersionAsync(app));
        await WaitAsync(async () => await VersionAsync(app) == before + 2);

        // What it writes now is told of when it is done.
        end.SetResult();
        await writing;
        var last = await VersionAsync(app);
        Assert.True(last >= before + 3);
        await Task.Delay(Limit * 2, Cancel);
        Assert.Equal(last, await VersionAsync(app));
    }

    [Fact]
    public async Task Rule_4b_a_settle_that_fails_is_no_success_and_is_tried_again()
    {
        await using var app = await StartAsync(options =>
        {
            options.MarkTimeout = TimeSpan.FromMinutes(10);
            options.StorageTimeout = TimeSpan.FromMilliseconds(300);
        });
        var before = await VersionAsync(app);
        app.Storage.SettleFailure = new IOException("The database is down.");

        var failure = await Assert.ThrowsAsync<RealityCommitException>(() => WriteAsync(app, _ => Task.CompletedTask));

        Assert.Contains("took place", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, await VersionAsync(app));
        app.Storage.SettleFailure = null;
        await WaitAsync(async () => await VersionAsync(app) == before + 1);
    }

    [Fact]
    public async Task Rule_4b_a_mark_stands_for_a_settle_that_never_succeeds()
    {
        await using var app = await StartAsync(options => options.StorageTimeout = TimeSpan.FromMilliseconds(100));
        var before = await VersionAsync(app);
        app.Storage.SettleFailure = new IOException("The database is down.");

        await Assert.ThrowsAsync<RealityCommitException>(() => WriteAsync(app, _ => Task.CompletedTask));

        await WaitAsync(async () => await VersionAsync(app) > before);
    }

    [Fact]
    public async Task Rule_4b_a_key_that_was_not_marked_is_bumped_and_refused()
    {
        await using var app = await StartAsync();
        var before = await VersionAsync(app);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => app.Reality.WriteElsewhereAsync(
            mark => mark.Add(new RoomKey("other")),
            (write, _) =>
            {
                write.Bump(Room);
                return Task.CompletedTask;
            },
            Cancel));

        Assert.Contains(Key, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before + 1, await VersionAsync(app));
    }

    [Theory]
    [InlineData("chat:room:general")]
    [InlineData("chat:room")]
    [InlineData("Chat Room:*")]
    [InlineData("")]
    public async Task Rule_4b_a_family_has_stars(string family)
    {
        await using var app = await StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() =>
            app.Reality.WriteElsewhereAsync(mark => mark.AddFamily(family), (_, _) => Task.CompletedTask, Cancel));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rule_4b_it_is_no_part_of_a_transaction(bool isBegun)
    {
        await using var app = await RunningApp.OnSqliteAsync();
        var before = await VersionAsync(app);

        if (isBegun)
        {
            await using var transaction = await app.Reality.BeginAsync(Cancel);
            await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(app, _ => Task.CompletedTask));
            await transaction.CommitAsync(Cancel);
        }
        else
        {
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
                app.Reality.TransactAsync(_ => WriteAsync(app, _ => Task.CompletedTask), Cancel));
            Assert.Contains("before or after", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, await VersionAsync(app));
    }

    [Fact]
    public async Task Rule_4b_woven_writes_inside_commit_on_their_own()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        var before = await VersionAsync(app, "chat:room:inner");

        await Assert.ThrowsAsync<IOException>(() => WriteAsync(app, async token =>
        {
            await app.Notes.SetAsync("inner", "text", token);
            throw new IOException("afterwards");
        }));

        Assert.Equal(before + 1, await VersionAsync(app, "chat:room:inner"));
        Assert.Equal("text", (await app.Notes.GetAsync("inner", Cancel))!.Text);
    }

    /// <summary>A clock that jumps forward makes marks overdue too early: what the owner writes after that is told of by itself.</summary>
    [Fact]
    public async Task Rule_4b_clocks_that_jump_forward_lose_nothing()
    {
        var clock = new JumpingClock();
        await using var app = await OnSqliteAsync(clock);
        var before = await VersionAsync(app);

        await WriteAsync(app, async _ =>
        {
            clock.Offset = TimeSpan.FromMinutes(10);
            Assert.Equal(before + 1, await VersionAsync(app));
        });

        Assert.Equal(before + 2, await VersionAsync(app));
    }

    /// <summary>A clock that was set back must not keep the mark of a dead owner waiting until it has caught up.</summary>
    [Fact]
    public async Task Rule_4b_clocks_that_jump_back_lose_nothing()
    {
        var clock = new JumpingClock();
        await using var app = await OnSqliteAsync(clock);
        var before = await VersionAsync(app);
        await app.Storage.MarkAsync([Key], TimeSpan.FromMinutes(1), Cancel);
        Assert.Equal(before, await VersionAsync(app));

        clock.Offset = TimeSpan.FromMinutes(-10);

        Assert.Equal(before + 1, await VersionAsync(app));
        Assert.Equal(before + 1, await VersionAsync(app));
    }

    /// <summary>The owner is gone, so nobody but the one who found its mark can tell the others.</summary>
    [Fact]
    public async Task Regression_whoever_settles_an_overdue_mark_tells_the_other_servers()
    {
        var links = LinkedTransport.Create(2);
        await using var app = await RunningApp.OnSqliteAsync(NoPoll, builder => builder.Services.AddSingleton<IRealityHintTransport>(links[0]));
        await using var other = await app.StartAnotherAsync(NoPoll, builder => builder.Services.AddSingleton<IRealityHintTransport>(links[1]));
        var before = await VersionAsync(app);
        await app.Storage.MarkAsync([Key], Limit, Cancel);
        var waiting = other.HoldAsync(25_000, null, (Key, before));
        await other.WaitForHeldAsync(1);
        await Task.Delay(Limit * 1.2, Cancel);
        Assert.False(waiting.IsCompleted);

        Assert.Equal(before + 1, await VersionAsync(app));

        Assert.Equal(before + 1, (await waiting.WaitAsync(TimeSpan.FromSeconds(10), Cancel)).Version(Key));

        static void NoPoll(RealityOptions options) => options.HeldSyncPollInterval = TimeSpan.Zero;
    }

    private static Task<RunningApp> StartAsync(Action<RealityOptions>? options = null, Action<WebApplication>? map = null) =>
        RunningApp.InMemoryAsync(
            given =>
            {
                given.MarkTimeout = Limit;
                options?.Invoke(given);
            },
            map: map);

    private static async Task<RunningApp> OnSqliteAsync(TimeProvider clock)
    {
        var directory = Directory.CreateTempSubdirectory("reality-server-").FullName;
        return await RunningApp.StartAsync(
            _ => new Sqlite.SqliteRealityStorage(
                new Sqlite.SqliteStorageOptions { ConnectionString = $"Data Source={Path.Combine(directory, "app.db")}" },
                clock),
            directory,
            options: null,
            services: null,
            map: null);
    }

    private static Task WriteAsync(RunningApp app, Func<CancellationToken, Task> write, CancellationToken? cancellationToken = null) =>
        app.Reality.WriteElsewhereAsync(
            mark => mark.Add(Room),
            async (handle, token) =>
            {
                await write(token);
                handle.Bump(Room);
            },
            cancellationToken ?? Cancel);

    private static async Task<long> VersionAsync(RunningApp app, string key = Key) => (await app.SyncAsync((key, 0))).Version(key);

    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        var started = DateTime.UtcNow;
        while (!await condition())
        {
            Assert.True(DateTime.UtcNow - started < TimeSpan.FromSeconds(30), "It did not come about.");
            await Task.Delay(20, Cancel);
        }
    }

    private sealed class JumpingClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
    }
}
