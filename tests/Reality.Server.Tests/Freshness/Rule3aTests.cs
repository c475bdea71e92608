using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Reality.Server.Hints;
using Reality.Server.Storage;
using Reality.Server.Tests.Hints;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Freshness;

/// <summary>Rule 3a: who may be answered from a standby, and how old that is.</summary>
public sealed class Rule3aTests
{
    private readonly ShiftedTime _time = new();
    private readonly TestTransport _transport = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>30 s in sum: what a standby was behind, and how long ago it was asked.</summary>
    [Fact]
    public async Task Rule_3a_the_ages_count_together()
    {
        await using var app = await StartAsync();
        await app.Notes.SetAsync("a", "text", Cancel);
        var last = await app.SyncAsync();
        var (pulls, standby) = (app.Storage.Pulls.Count, app.Storage.Standby!);
        standby.Age = TimeSpan.FromSeconds(20);
        await using var other = await app.StartAnotherAsync();
        await other.Notes.SetAsync("a", "newer", Cancel);

        _time.Shift = TimeSpan.FromSeconds(31);
        Assert.Equal(3, (await app.SyncSeenAsync(last, ("chat:room:a", 2))).Version("chat:room:a"));
        Assert.Equal(1, standby.Asked);
        _time.Shift = TimeSpan.FromSeconds(31 + 8);
        Assert.Equal(3, (await app.SyncSeenAsync(last, ("chat:room:a", 2))).Version("chat:room:a"));
        Assert.Equal(1, standby.Asked);
        _time.Shift = TimeSpan.FromSeconds(31 + 11);
        await app.SyncSeenAsync(last, ("chat:room:a", 2));
        Assert.Equal(2, standby.Asked);
        Assert.Equal(pulls, app.Storage.Pulls.Count);

        // One that is too old by itself does not do, and one that was almost does not do for long.
        standby.Age = TimeSpan.FromSeconds(25);
        await app.SyncAsync();
        _time.Shift += TimeSpan.FromSeconds(31);
        await app.SyncSeenAsync(last, ("chat:room:a", 2));
        Assert.Equal(3, standby.Asked);
        _time.Shift += TimeSpan.FromSeconds(6);
        standby.Age = TimeSpan.FromSeconds(30.5);
        await app.SyncSeenAsync(last, ("chat:room:a", 2));
        Assert.Equal(4, standby.Asked);
        Assert.Equal(pulls + 2, app.Storage.Pulls.Count);
    }

    [Theory]
    [InlineData("no seen", """{"known":{"chat:room:a":2},"epoch":"EPOCH"}""")]
    [InlineData("seen ahead", """{"known":{"chat:room:a":2},"seen":AHEAD,"epoch":"EPOCH"}""")]
    [InlineData("no epoch", """{"known":{"chat:room:a":2},"seen":0}""")]
    [InlineData("another epoch", """{"known":{"chat:room:a":2},"seen":0,"epoch":"before"}""")]
    public async Task Rule_3a_whoever_may_not_be_stale_or_has_seen_more_is_answered_by_the_primary(string name, string body)
    {
        await using var app = await StartAsync();
        await app.Notes.SetAsync("a", "text", Cancel);
        var last = await app.SyncAsync();
        var pulls = app.Storage.Pulls.Count;
        _time.Shift = TimeSpan.FromSeconds(31);

        var reply = await app.PostAsync(body
            .Replace("EPOCH", last.Epoch, StringComparison.Ordinal)
            .Replace("AHEAD", $"{last.ServerVersion + 1}", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal((0, pulls + 1, name), (app.Storage.Standby!.Asked, app.Storage.Pulls.Count, name));
    }

    [Fact]
    public async Task Rule_3a_without_allowed_staleness_a_standby_is_never_asked()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        app.Storage.Standby = new FakeStandby();
        var last = await app.SyncAsync();
        await app.SyncSeenAsync(last);
        await app.SyncAsync();
        Assert.Equal(0, app.Storage.Standby.Asked);
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("finds nothing")]
    [InlineData("is too old")]
    [InlineData("has overdue marks")]
    [InlineData("is of another epoch")]
    public async Task Rule_3a_where_it_does_not_do_the_primary_answers(string what)
    {
        await using var app = await StartAsync();
        var last = await app.SyncAsync();
        var standby = app.Storage.Standby!;
        if (what == "throws")
            standby.Failure = new IOException("It is down.");
        else if (what == "finds nothing")
            standby.Rewrite = _ => null;
        else if (what == "is too old")
            standby.Age = TimeSpan.FromSeconds(31);
        else if (what == "has overdue marks")
            standby.Rewrite = found => found with { HasOverdueMarks = true };
        else
            standby.Rewrite = found => found with { Identity = found.Identity with { Epoch = "other" } };

        var pulls = app.Storage.Pulls.Count;
        _time.Shift = TimeSpan.FromSeconds(31);
        var reply = await app.SyncSeenAsync(last);
        Assert.Equal((HttpStatusCode.OK, last.Epoch), (reply.Status, reply.Epoch));
        Assert.Equal((1, pulls + 1), (standby.Asked, app.Storage.Pulls.Count));
    }

    [Fact]
    public async Task Rule_3a_a_hint_is_answered_by_a_standby_only_if_that_has_the_write()
    {
        await using var app = await StartAsync();
        var last = await app.SyncAsync();
        var (standby, pulls) = (app.Storage.Standby!, app.Storage.Pulls.Count);

        await using var other = await app.StartAnotherAsync();
        await other.Notes.SetAsync("a", "text", Cancel);
        var token = await other.Storage.GetMaxVersionAsync(Cancel);
        await _transport.BringAsync(new RealityHint("other", last.Epoch, token));
        Assert.Equal(2, (await app.SyncSeenAsync(last, ("chat:room:a", 1))).Version("chat:room:a"));
        Assert.Equal((1, pulls), (standby.Asked, app.Storage.Pulls.Count));

        // It is behind: the hint stays unanswered until the primary is asked.
        await other.Notes.SetAsync("a", "newer", Cancel);
        standby.Rewrite = _ => null;
        await _transport.BringAsync(new RealityHint("other", last.Epoch, token + 1));
        Assert.Equal(3, (await app.SyncSeenAsync(last, ("chat:room:a", 2))).Version("chat:room:a"));
        Assert.Equal((2, pulls + 1), (standby.Asked, app.Storage.Pulls.Count));
        standby.Rewrite = null;
        await _transport.BringAsync(new RealityHint("liar", last.Epoch, long.MaxValue));
        await app.SyncSeenAsync(last, ("chat:room:a", 3));
        await app.SyncSeenAsync(last, ("chat:room:a", 3));
        Assert.Equal((3, pulls + 2), (standby.Asked, app.Storage.Pulls.Count));
    }

    [Fact]
    public async Task Rule_3a_nobody_who_may_not_be_stale_joins_or_waits_for_a_standby()
    {
        await using var app = await StartAsync();
        await app.Notes.SetAsync("a", "text", Cancel);
        var last = await app.SyncAsync();
        var standby = app.Storage.Standby!;
        standby.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _time.Shift = TimeSpan.FromSeconds(31);
        var bounded = app.SyncSeenAsync(last, ("chat:room:a", 1));
        await TestWait.UntilAsync(() => standby.Asked == 1, Cancel);

        await using var other = await app.StartAnotherAsync();
        await other.Notes.SetAsync("a", "newer", Cancel);
        var pulls = app.Storage.Pulls.Count;
        Assert.Equal(3, (await app.SyncAsync(("chat:room:a", 1))).Version("chat:room:a"));
        Assert.Equal(pulls + 1, app.Storage.Pulls.Count);
        Assert.False(bounded.IsCompleted);

        // What the standby read before that is not laid over what the primary said.
        standby.Gate.SetResult();
        Assert.Equal(3, (await bounded).Version("chat:room:a"));
        Assert.Equal(3, (await app.SyncSeenAsync(last, ("chat:room:a", 1))).Version("chat:room:a"));
    }

    [Fact]
    public async Task Rule_3a_keys_that_are_not_held_are_read_with_it()
    {
        await using var app = await StartAsync(options => options.ReplicaCapacity = 1);
        foreach (var id in (string[])["a", "b", "c"])
            await app.Notes.SetAsync(id, "text", Cancel);

        var last = await app.SyncAsync(("chat:room:a", 0));
        var pulls = app.Storage.Pulls.Count;
        _time.Shift = TimeSpan.FromSeconds(31);
        var reply = await app.SyncSeenAsync(last, ("chat:room:a", 0), ("chat:room:b", 0), ("chat:room:d", 0));

        Assert.Equal((2L, 2L, 1L), (reply.Version("chat:room:a"), reply.Version("chat:room:b"), reply.Version("chat:room:d")));
        Assert.Equal((1, pulls), (app.Storage.Standby!.Asked, app.Storage.Pulls.Count));
    }

    /// <summary>A standby elsewhere shows a commit a moment before the primary does.</summary>
    [Fact]
    public async Task Rule_3a_what_a_client_was_shown_by_another_server_is_looked_for_again()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        await app.Notes.SetAsync("a", "text", Cancel);
        var last = await app.SyncAsync();
        var pulls = 0;
        app.Storage.Rewrite = found => ++pulls >= 4 ? found with { Changed = [new StorageNode("chat:room:a", 2, "!2", 0)] } : found;

        var reply = await app.PostAsync($$"""{"known":{"chat:room:a":3},"seen":{{last.ServerVersion + 1}},"epoch":"{{last.Epoch}}"}""");

        Assert.Equal((4, 0), (pulls, reply.Changed.Count()));

        // What it was shown is in what the primary shows by now: there is nothing to wait for.
        app.Storage.Rewrite = null;
        pulls = app.Storage.Pulls.Count;
        reply = await app.PostAsync($$"""{"known":{"chat:room:a":9},"seen":{{last.ServerVersion}},"epoch":"{{last.Epoch}}"}""");
        Assert.Equal((pulls + 2, 1), (app.Storage.Pulls.Count, reply.Changed.Count()));
    }

    private async Task<RunningApp> StartAsync(Action<RealityOptions>? configure = null)
    {
        var app = await RunningApp.OnSqliteAsync(
            options =>
            {
                options.MaxStaleness = TimeSpan.FromSeconds(30);
                configure?.Invoke(options);
            },
            builder => builder.Services.AddSingleton<TimeProvider>(_time).AddSingleton<IRealityHintTransport>(_transport));
        app.Storage.Standby = new FakeStandby();
        return app;
    }
}
