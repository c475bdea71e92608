using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Reality.Server.Hints;
using Reality.Server.Tests.Hints;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Holding;

public sealed class HeldSyncTests
{
    private const int Long = 25_000;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_answered_when_one_of_its_keys_changes()
    {
        await using var app = await RunningApp.OnSqliteAsync(NoPoll);
        var waiting = app.HoldAsync(Long, null, ("chat:room:a", 1), ("chat:room:b", 1));
        await app.WaitForHeldAsync(1);

        await app.Notes.SetAsync("other", "text", Cancel);
        await Task.Delay(300, Cancel);
        Assert.False(waiting.IsCompleted);
        await app.Notes.SetAsync("b", "text", Cancel);

        var reply = await waiting.WaitAsync(Soon, Cancel);
        Assert.Equal(["chat:room:b"], reply.Changed);
        Assert.Equal(2, reply.Version("chat:room:b"));
        Assert.Equal(0, app.HeldCount);
    }

    [Fact]
    public async Task A_hint_of_another_server_wakes_it()
    {
        var links = LinkedTransport.Create(2);
        await using var app = await RunningApp.OnSqliteAsync(NoPoll, Use(links[0]));
        await using var other = await app.StartAnotherAsync(NoPoll, Use(links[1]));
        var waiting = app.HoldAsync(Long, null, ("chat:room:a", 1));
        await app.WaitForHeldAsync(1);

        await other.Notes.SetAsync("a", "text", Cancel);

        Assert.Equal(2, (await waiting.WaitAsync(Soon, Cancel)).Version("chat:room:a"));
    }

    [Fact]
    public async Task Invariant_6_without_any_hint_it_hears_by_the_next_poll_and_all_share_it()
    {
        await using var app = await RunningApp.OnSqliteAsync(options => options.HeldSyncPollInterval = TimeSpan.FromMilliseconds(500));
        await using var other = await app.StartAnotherAsync();
        var waiting = Enumerable.Range(0, 20).Select(_ => app.HoldAsync(Long, null, ("chat:room:a", 1))).ToArray();
        await app.WaitForHeldAsync(20);
        var pulls = app.Storage.Pulls.Count;

        await other.Notes.SetAsync("a", "text", Cancel);
        var replies = await Task.WhenAll(waiting).WaitAsync(Soon, Cancel);

        Assert.All(replies, reply => Assert.Equal(2, reply.Version("chat:room:a")));
        Assert.InRange(app.Storage.Pulls.Count - pulls, 1, 4);
    }

    [Fact]
    public async Task At_the_end_of_its_wait_the_storage_is_asked_again()
    {
        await using var app = await RunningApp.OnSqliteAsync(NoPoll);
        await using var other = await app.StartAnotherAsync();
        var waiting = app.HoldAsync(1_500, null, ("chat:room:a", 1));
        await app.WaitForHeldAsync(1);

        await other.Notes.SetAsync("a", "text", Cancel);

        Assert.Equal(2, (await waiting.WaitAsync(Soon, Cancel)).Version("chat:room:a"));
    }

    [Fact]
    public async Task At_the_end_of_its_wait_nothing_changed_is_an_answer()
    {
        await using var app = await RunningApp.OnSqliteAsync(options => options.MaxWait = TimeSpan.FromMilliseconds(500));
        await app.SyncAsync();
        var clock = Stopwatch.StartNew();

        // Capped by the server, whatever the client says.
        var reply = await app.HoldAsync(1_000_000, null, ("chat:room:a", 1)).WaitAsync(Soon, Cancel);

        Assert.Empty(reply.Changed);
        Assert.InRange(clock.ElapsedMilliseconds, 480, 12_000);
    }

    [Fact]
    public async Task It_is_answered_at_once_where_there_is_something_to_tell()
    {
        await using var app = await RunningApp.OnSqliteAsync(NoPoll);
        var epoch = (await app.SyncAsync()).Epoch;

        var changed = await app.HoldAsync(Long, null, ("chat:room:a", 0), ("chat:room:b", 1)).WaitAsync(Soon, Cancel);
        var refused = await app.HoldAsync(Long, null, ("chat:room:a", 1), ("user:x:profile", 1)).WaitAsync(Soon, Cancel);
        var above = await app.HoldAsync(Long, null, ("chat:room:a", 9)).WaitAsync(Soon, Cancel);
        var other = await app.PostAsync("""{"known":{"chat:room:a":1},"epoch":"before","wait":25000}""").WaitAsync(Soon, Cancel);
        var nothing = await app.PostAsync($$"""{"known":{},"epoch":"{{epoch}}","wait":25000}""").WaitAsync(Soon, Cancel);

        Assert.Equal(["chat:room:a"], changed.Changed);
        Assert.Equal(["user:x:profile"], refused.Refused);
        Assert.Equal(1, above.Version("chat:room:a"));
        Assert.Equal(["chat:room:a"], other.Changed);
        Assert.Empty(nothing.Changed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Invariant_7_access_is_decided_again_before_it_answers(bool isWoken)
    {
        var access = new RevocableAccess();
        await using var app = await RunningApp.InMemoryAsync(
            NoPoll,
            builder => builder.Services.AddSingleton<IRealityAccess<ItemKey>>(access));
        var known = (await app.SyncAsAsync("anna", ("shop:item:x", 0))).Version("shop:item:x");
        var waiting = app.HoldAsync(isWoken ? Long : 1_000, "anna", ("shop:item:x", known));
        await app.WaitForHeldAsync(1);

        access.IsRevoked = true;
        if (isWoken)
            await app.Reality.UpdateNodeAsync("shop:item:x", cancellationToken: Cancel);

        var reply = await waiting.WaitAsync(Soon, Cancel);
        Assert.Empty(reply.Changed);
        Assert.Equal(["shop:item:x"], reply.Refused);
    }

    [Fact]
    public async Task A_client_that_goes_away_frees_it_at_once()
    {
        await using var app = await RunningApp.OnSqliteAsync(NoPoll);
        using var gone = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/reality/sync")
        {
            Content = new StringContent("""{"known":{"chat:room:a":1},"wait":25000}""", System.Text.Encoding.UTF8, "application/json"),
        };
        var leaving = app.Client.SendAsync(request, gone.Token);
        await app.WaitForHeldAsync(1);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        await app.WaitForHeldAsync(0);
    }

    [Fact]
    public async Task A_server_that_stops_answers_all()
    {
        await using var app = await RunningApp.OnSqliteAsync(NoPoll);
        var waiting = Enumerable.Range(0, 10).Select(i => app.HoldAsync(Long, null, ($"chat:room:{i}", 1))).ToArray();
        await app.WaitForHeldAsync(10);
        var pulls = app.Storage.Pulls.Count;

        var stopping = app.App.StopAsync(Cancel);
        var replies = await Task.WhenAll(waiting).WaitAsync(Soon, Cancel);
        await stopping;

        Assert.All(replies, reply => Assert.Equal(System.Net.HttpStatusCode.OK, reply.Status));
        Assert.All(replies, reply => Assert.Empty(reply.Changed));
        Assert.Equal(pulls, app.Storage.Pulls.Count);
    }

    [Fact]
    public async Task Invariant_10_what_is_beyond_the_bounds_is_answered_at_once()
    {
        await using var app = await RunningApp.InMemoryAsync(options =>
        {
            NoPoll(options);
            options.MaxHeldSyncs = 4;
            options.MaxHeldSyncsPerUser = 2;
            options.MaxHeldKeys = 5;
        });
        var known = (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a");
        var waiting = new List<Task<SyncReply>>();
        await HoldAsync("anna", 1);
        await HoldAsync("anna", 2);
        Assert.Empty((await app.HoldAsync(Long, "anna", ("chat:room:a", known)).WaitAsync(Soon, Cancel)).Changed);
        await HoldAsync("bert", 3);
        Assert.Empty((await app.HoldAsync(Long, null, [.. "abc".Select(id => ($"chat:room:{id}", known))]).WaitAsync(Soon, Cancel)).Changed);
        await HoldAsync(null, 4);
        Assert.Empty((await app.HoldAsync(Long, null, ("chat:room:a", known)).WaitAsync(Soon, Cancel)).Changed);

        // What ended makes room.
        await app.Reality.UpdateNodeAsync("chat:room:a", cancellationToken: Cancel);
        await Task.WhenAll(waiting).WaitAsync(Soon, Cancel);
        known++;
        await HoldAsync("anna", 1);
        await app.Reality.UpdateNodeAsync("chat:room:a", cancellationToken: Cancel);
        await waiting[^1].WaitAsync(Soon, Cancel);

        async Task HoldAsync(string? user, int count)
        {
            waiting.Add(app.HoldAsync(Long, user, ("chat:room:a", known)));
            await app.WaitForHeldAsync(count);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task Rule_2_another_epoch_wakes_it(int capacity)
    {
        await using var app = await RunningApp.InMemoryAsync(options =>
        {
            NoPoll(options);
            options.ReplicaCapacity = capacity;
        });
        for (var i = 0; i < 3; i++)
            await app.Reality.UpdateNodeAsync($"chat:room:{i}", cancellationToken: Cancel);

        var known = (await app.SyncAsync(("chat:room:0", 0))).Version("chat:room:0");
        var waiting = app.HoldAsync(Long, null, ("chat:room:0", known));
        await app.WaitForHeldAsync(1);

        var life = await app.Storage.NewEpochAsync(Cancel);
        await app.SyncAsync();

        var reply = await waiting.WaitAsync(Soon, Cancel);
        Assert.Equal(life.Epoch, reply.Epoch);
        Assert.Equal(life.Base + 2, reply.Version("chat:room:0"));
    }

    [Fact]
    public async Task Rule_3b_its_keys_are_pinned_while_it_waits()
    {
        await using var app = await RunningApp.InMemoryAsync(options =>
        {
            NoPoll(options);
            options.ReplicaCapacity = 1;
        });
        for (var i = 0; i < 20; i++)
            await app.Reality.UpdateNodeAsync($"chat:room:{i}", cancellationToken: Cancel);

        var known = (await app.SyncAsync(("chat:room:0", 0))).Version("chat:room:0");
        var waiting = app.HoldAsync(Long, null, ("chat:room:0", known), ("chat:room:1", known), ("chat:room:unwritten", known - 1));
        await app.WaitForHeldAsync(1);
        for (var i = 0; i < 20; i++)
            await app.SyncAsync(($"chat:room:{i}", 0));

        await app.Reality.UpdateNodeAsync("chat:room:unwritten", cancellationToken: Cancel);

        var reply = await waiting.WaitAsync(Soon, Cancel);
        Assert.Equal(["chat:room:unwritten"], reply.Changed);
        Assert.Equal(known, reply.Version("chat:room:unwritten"));
        Assert.InRange(app.ReplicaCount, 0, 1);
    }

    [Fact]
    public async Task Forged_hints_cost_some_pulls_and_wake_nobody()
    {
        var transport = new TestTransport();
        await using var app = await RunningApp.OnSqliteAsync(NoPoll, Use(transport));
        await using var other = await app.StartAnotherAsync();
        var waiting = app.HoldAsync(Long, null, ("chat:room:a", 1));
        await app.WaitForHeldAsync(1);
        var pulls = app.Storage.Pulls.Count;
        var clock = Stopwatch.StartNew();

        for (var i = 0; i < 100_000; i++)
            await transport.BringAsync(new RealityHint("liar", $"epoch {i}", long.MaxValue));

        await Task.Delay(200, Cancel);
        Assert.False(waiting.IsCompleted);
        Assert.InRange(app.Storage.Pulls.Count - pulls, 1, 2 + (clock.ElapsedMilliseconds / 10));

        await other.Notes.SetAsync("a", "text", Cancel);
        await transport.BringAsync(new RealityHint("other", "epoch", 1));
        Assert.Equal(2, (await waiting.WaitAsync(Soon, Cancel)).Version("chat:room:a"));
    }

    [Fact]
    public async Task A_storage_that_is_away_at_the_end_of_the_wait_is_503_and_one_that_came_back_wakes()
    {
        await using var app = await RunningApp.OnSqliteAsync(options => options.HeldSyncPollInterval = TimeSpan.FromMilliseconds(100));
        var until = app.HoldAsync(1_000, null, ("chat:room:a", 1));
        var longer = app.HoldAsync(Long, null, ("chat:room:a", 1));
        await app.WaitForHeldAsync(2);

        app.Storage.Failure = new IOException("away");
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, (await until.WaitAsync(Soon, Cancel)).Status);
        await app.Notes.SetAsync("a", "text", Cancel);
        app.Storage.Failure = null;

        Assert.Equal(2, (await longer.WaitAsync(Soon, Cancel)).Version("chat:room:a"));
    }

    private static void NoPoll(RealityOptions options) => options.HeldSyncPollInterval = TimeSpan.Zero;

    private static Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder> Use(IRealityHintTransport transport) =>
        builder => builder.Services.AddSingleton(transport);

    private sealed class RevocableAccess : IRealityAccess<ItemKey>
    {
        public bool IsRevoked { get; set; }

        public ValueTask<IReadOnlyCollection<ItemKey>> FilterAsync(
            System.Security.Claims.ClaimsPrincipal user,
            IReadOnlyList<ItemKey> keys,
            CancellationToken cancellationToken) => new(IsRevoked ? [] : keys);
    }
}
