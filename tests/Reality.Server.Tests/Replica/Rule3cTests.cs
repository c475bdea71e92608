using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Replica;

public sealed class Rule3cTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rule_3c_a_request_joins_only_a_pull_that_is_sent_after_it_arrived()
    {
        await using var app = await RunningApp.InMemoryAsync();
        var start = (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a");
        await app.Storage.WaitForPullAsync(Cancel);

        // The pull of the first request has read, but its answer is still on the way when the write commits.
        app.Storage.Hold();
        var early = app.SyncAsync(("chat:room:a", start));
        await app.Storage.WaitForPullAsync(Cancel);
        await app.Reality.UpdateNodeAsync("chat:room:a", cancellationToken: Cancel);
        var late = app.SyncAsync(("chat:room:a", start));
        await Task.Delay(100, Cancel);
        app.Storage.Release();

        await early;
        Assert.Equal(start + 1, (await late).Version("chat:room:a"));
    }

    [Fact]
    public async Task Rule_3c_requests_that_arrive_during_a_pull_share_the_next()
    {
        await using var app = await RunningApp.InMemoryAsync();
        await app.SyncAsync(("chat:room:a", 0));
        await app.Storage.WaitForPullAsync(Cancel);
        var before = app.Storage.Pulls.Count;

        app.Storage.Hold();
        var first = app.SyncAsync(("chat:room:a", 0));
        await app.Storage.WaitForPullAsync(Cancel);
        var others = Enumerable.Range(0, 50).Select(_ => app.SyncAsync(("chat:room:a", 0))).ToArray();
        await Task.Delay(500, Cancel);
        app.Storage.Release();
        await Task.WhenAll([first, .. others]);

        Assert.InRange(app.Storage.Pulls.Count - before, 2, 10);
    }

    [Fact]
    public async Task Rule_3c_nothing_is_pulled_when_nobody_asks()
    {
        await using var app = await RunningApp.InMemoryAsync();
        await app.SyncAsync(("chat:room:a", 0));
        var before = app.Storage.Pulls.Count;

        await Task.Delay(300, Cancel);

        Assert.Equal(before, app.Storage.Pulls.Count);
    }

    [Fact]
    public async Task Rule_3c_a_request_that_goes_away_takes_nobody_with_it()
    {
        await using var app = await RunningApp.InMemoryAsync();
        await app.SyncAsync(("chat:room:a", 0));
        await app.Storage.WaitForPullAsync(Cancel);
        app.Storage.Hold();
        using var gone = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/reality/sync")
        {
            Content = new StringContent("""{"known":{"chat:room:a":0}}""", System.Text.Encoding.UTF8, "application/json"),
        };
        var leaving = app.Client.SendAsync(request, gone.Token);
        await app.Storage.WaitForPullAsync(Cancel);
        var staying = app.SyncAsync(("chat:room:b", 0));
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);

        app.Storage.Release();

        Assert.Equal(["chat:room:b"], (await staying).Changed);
    }

    [Fact]
    public async Task Rule_3c_a_hint_that_comes_during_a_pull_counts_for_the_next()
    {
        await using var app = await RunningApp.InMemoryAsync(options => options.MaxStaleness = TimeSpan.FromHours(1));
        var last = await app.SyncAsync(("chat:room:a", 0));
        var known = last.Version("chat:room:a");
        await app.Storage.WaitForPullAsync(Cancel);

        // The pull has read when the write commits and its hint comes.
        app.Storage.Hold();
        var pulling = app.SyncAsync(("chat:room:a", known));
        await app.Storage.WaitForPullAsync(Cancel);
        await app.Reality.UpdateNodeAsync("chat:room:a", cancellationToken: Cancel);
        app.Storage.Release();
        Assert.Empty((await pulling).Changed);

        Assert.Equal(known + 1, (await app.SyncSeenAsync(last, ("chat:room:a", known))).Version("chat:room:a"));
    }

    [Fact]
    public async Task Rule_3c_a_write_between_the_look_and_the_wait_wakes()
    {
        await using var app = await RunningApp.InMemoryAsync(options => options.HeldSyncPollInterval = TimeSpan.Zero);
        var known = (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a");
        await app.Storage.WaitForPullAsync(Cancel);

        app.Storage.Hold();
        var waiting = app.HoldAsync(25_000, null, ("chat:room:a", known));
        await app.Storage.WaitForPullAsync(Cancel);
        await app.Reality.UpdateNodeAsync("chat:room:a", cancellationToken: Cancel);
        app.Storage.Release();

        Assert.Equal(known + 1, (await waiting.WaitAsync(TimeSpan.FromSeconds(15), Cancel)).Version("chat:room:a"));
    }

    [Fact]
    public async Task Rule_3c_a_write_while_the_pull_of_another_hint_is_on_its_way_wakes()
    {
        await using var app = await RunningApp.InMemoryAsync(options => options.HeldSyncPollInterval = TimeSpan.Zero);
        var known = (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a");
        var waiting = app.HoldAsync(25_000, null, ("chat:room:a", known));
        await app.WaitForHeldAsync(1);
        app.Storage.Hold();
        var before = app.Storage.Pulls.Count;
        await app.Reality.UpdateNodeAsync("chat:room:b", cancellationToken: Cancel);
        await TestWait.UntilAsync(() => app.Storage.Pulls.Count > before, Cancel);
        await app.Reality.UpdateNodeAsync("chat:room:a", cancellationToken: Cancel);
        app.Storage.Release();

        Assert.Equal(known + 1, (await waiting.WaitAsync(TimeSpan.FromSeconds(15), Cancel)).Version("chat:room:a"));
    }

    [Fact]
    public async Task Invariant_3_no_answer_is_older_than_its_requests_arrival()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        long committed = 1;
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; i < 300; i++)
                {
                    await app.Notes.SetAsync("hot", $"text {i}", Cancel);
                    Interlocked.Increment(ref committed);
                }
            },
            Cancel);

        var stale = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            async () =>
            {
                while (!writing.IsCompleted)
                {
                    var atLeast = Interlocked.Read(ref committed);
                    var answer = (await app.SyncAsync(("chat:room:hot", 0))).Version("chat:room:hot");
                    if (answer < atLeast)
                        Interlocked.Increment(ref stale);
                }
            },
            Cancel)));
        await writing;

        Assert.Equal(0, stale);
        Assert.Equal(301, (await app.SyncAsync(("chat:room:hot", 0))).Version("chat:room:hot"));
    }
}
