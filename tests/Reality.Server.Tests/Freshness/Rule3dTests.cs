using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Reality.Server.Hints;
using Reality.Server.Tests.Hints;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Freshness;

public sealed class Rule3dTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rule_3d_without_allowed_staleness_every_answer_is_one_pull_whatever_was_seen()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        var last = await app.SyncAsync();
        var pulls = app.Storage.Pulls.Count;

        await app.PostAsync($$"""{"known":{},"seen":{{last.ServerVersion}}}""");
        await app.PostAsync($$"""{"known":{},"seen":{{last.ServerVersion + 1000}}}""");
        await app.PostAsync($$"""{"known":{},"seen":{{last.ServerVersion + 1000}},"epoch":"before"}""");

        // A token may stay behind what is visible; the pull that was sent after the request arrived is what counts.
        Assert.Equal(pulls + 3, app.Storage.Pulls.Count);
    }

    [Fact]
    public async Task Rule_3d_what_was_seen_and_is_covered_is_answered_without_the_storage()
    {
        await using var app = await RunningApp.OnSqliteAsync(AnHour);
        await app.Notes.SetAsync("a", "text", Cancel);
        var last = await app.SyncAsync(("chat:room:a", 0));
        var pulls = app.Storage.Pulls.Count;

        app.Storage.Failure = new IOException("The storage is not to be asked.");
        var reply = await app.SyncSeenAsync(last, ("chat:room:a", 1), ("chat:room:b", 0));
        var without = await app.SyncAsync(("chat:room:a", 1));

        Assert.Equal(2, reply.Version("chat:room:a"));
        Assert.Equal(1, reply.Version("chat:room:b"));
        Assert.Equal(last.ServerVersion, reply.ServerVersion);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, without.Status);
        Assert.Equal(pulls + 1, app.Storage.Pulls.Count);
    }

    [Theory]
    [InlineData("no seen", """{"known":{"chat:room:a":2},"epoch":"EPOCH"}""")]
    [InlineData("seen ahead", """{"known":{"chat:room:a":2},"seen":AHEAD,"epoch":"EPOCH"}""")]
    [InlineData("no epoch", """{"known":{"chat:room:a":2},"seen":0}""")]
    [InlineData("another epoch", """{"known":{"chat:room:a":2},"seen":0,"epoch":"before"}""")]
    [InlineData("a version above", """{"known":{"chat:room:a":3},"seen":0,"epoch":"EPOCH"}""")]
    public async Task Rule_3d_whatever_is_not_covered_is_pulled_for(string name, string body)
    {
        await using var app = await RunningApp.OnSqliteAsync(AnHour);
        await app.Notes.SetAsync("a", "text", Cancel);
        var last = await app.SyncAsync();
        await using var other = await app.StartAnotherAsync();
        await other.Notes.SetAsync("a", "newer", Cancel);

        var reply = await app.PostAsync(body
            .Replace("EPOCH", last.Epoch, StringComparison.Ordinal)
            .Replace("AHEAD", $"{last.ServerVersion + 1}", StringComparison.Ordinal));

        if (name == "a version above")
            Assert.Empty(reply.Changed);
        else
            Assert.Equal(3, reply.Version("chat:room:a"));
    }

    [Fact]
    public async Task Rule_3d_a_key_that_is_not_held_is_pulled_for()
    {
        await using var app = await RunningApp.OnSqliteAsync(options =>
        {
            AnHour(options);
            options.ReplicaCapacity = 1;
        });
        foreach (var id in (string[])["a", "b", "c"])
            await app.Notes.SetAsync(id, "text", Cancel);

        var last = await app.SyncAsync(("chat:room:a", 0));
        await using var other = await app.StartAnotherAsync();
        await other.Notes.SetAsync("b", "newer", Cancel);
        var pulls = app.Storage.Pulls.Count;

        var held = await app.SyncSeenAsync(last, ("chat:room:a", 0));
        Assert.Equal(pulls, app.Storage.Pulls.Count);
        var missing = await app.SyncSeenAsync(last, ("chat:room:a", 0), ("chat:room:b", 0));

        Assert.Equal(2, held.Version("chat:room:a"));
        Assert.Equal(3, missing.Version("chat:room:b"));
        Assert.Equal(pulls + 1, app.Storage.Pulls.Count);
    }

    [Fact]
    public async Task Rule_3d_what_was_pulled_too_long_ago_is_pulled_again()
    {
        var time = new ShiftedTime();
        await using var app = await RunningApp.OnSqliteAsync(
            options => options.MaxStaleness = TimeSpan.FromSeconds(30),
            builder => builder.Services.AddSingleton<TimeProvider>(time));
        var last = await app.SyncAsync();
        var pulls = app.Storage.Pulls.Count;

        await app.SyncSeenAsync(last);
        Assert.Equal(pulls, app.Storage.Pulls.Count);
        time.Shift = TimeSpan.FromSeconds(31);
        await app.SyncSeenAsync(last);
        Assert.Equal(pulls + 1, app.Storage.Pulls.Count);
        await app.SyncSeenAsync(last);
        Assert.Equal(pulls + 1, app.Storage.Pulls.Count);
    }

    [Fact]
    public async Task Invariant_3_a_client_sees_its_own_writes_whatever_server_answers()
    {
        await using var one = await RunningApp.OnSqliteAsync(AnHour);
        await using var two = await one.StartAnotherAsync(AnHour);
        RunningApp[] servers = [one, two];
        var random = new Random(3);
        var last = await one.SyncAsync();
        await two.SyncAsync();

        // No transport: only the token tells the other server.
        for (var i = 1; i <= 60; i++)
        {
            await servers[random.Next(2)].Notes.SetAsync("mine", $"text {i}", Cancel);
            var seen = await servers[random.Next(2)].Storage.GetMaxVersionAsync(Cancel);
            var reply = await servers[random.Next(2)].PostAsync($$"""{"known":{"chat:room:mine":0},"seen":{{seen}},"epoch":"{{last.Epoch}}"}""");

            Assert.Equal(i + 1, reply.Version("chat:room:mine"));
        }
    }

    [Fact]
    public async Task A_write_of_this_server_is_seen_at_once_also_by_those_who_did_not_write_it()
    {
        await using var app = await RunningApp.OnSqliteAsync(AnHour);
        var last = await app.SyncAsync();

        await app.Notes.SetAsync("a", "text", Cancel);
        var reply = await app.SyncSeenAsync(last, ("chat:room:a", 1));

        Assert.Equal(2, reply.Version("chat:room:a"));
    }

    [Fact]
    public async Task A_hint_is_a_reason_to_look_and_what_is_covered_is_none()
    {
        var transport = new TestTransport();
        await using var app = await RunningApp.OnSqliteAsync(AnHour, builder => builder.Services.AddSingleton<IRealityHintTransport>(transport));
        await using var other = await app.StartAnotherAsync();
        var last = await app.SyncAsync();
        await other.Notes.SetAsync("a", "text", Cancel);
        var token = await other.Storage.GetMaxVersionAsync(Cancel);

        Assert.Empty((await app.SyncSeenAsync(last, ("chat:room:a", 1))).Changed);
        await transport.BringAsync(new RealityHint("other", last.Epoch, token));
        Assert.Equal(2, (await app.SyncSeenAsync(last, ("chat:room:a", 1))).Version("chat:room:a"));

        var pulls = app.Storage.Pulls.Count;
        await transport.BringAsync(new RealityHint("other", last.Epoch, token));
        await app.SyncSeenAsync(last, ("chat:room:a", 1));
        Assert.Equal(pulls, app.Storage.Pulls.Count);
    }

    [Fact]
    public async Task Invariant_6_forged_hints_cost_a_pull_each_time_someone_asks_and_disable_nothing()
    {
        var transport = new TestTransport();
        await using var app = await RunningApp.OnSqliteAsync(AnHour, builder => builder.Services.AddSingleton<IRealityHintTransport>(transport));
        await using var other = await app.StartAnotherAsync();
        var last = await app.SyncAsync();
        var pulls = app.Storage.Pulls.Count;

        for (var i = 0; i < 1000; i++)
        {
            await transport.BringAsync(new RealityHint("liar", "another epoch", i));
            await transport.BringAsync(new RealityHint("liar", last.Epoch, long.MaxValue));
            await transport.BringAsync(default);
        }

        // Nobody asks: nothing is pulled. The one who asks then pulls once; after that all is quiet again.
        Assert.Equal(pulls, app.Storage.Pulls.Count);
        await app.SyncSeenAsync(last);
        await app.SyncSeenAsync(last);
        Assert.Equal(pulls + 1, app.Storage.Pulls.Count);

        // A true hint with a small token still counts.
        await other.Notes.SetAsync("a", "text", Cancel);
        await transport.BringAsync(new RealityHint("other", last.Epoch, await other.Storage.GetMaxVersionAsync(Cancel)));
        Assert.Equal(2, (await app.SyncSeenAsync(last, ("chat:room:a", 1))).Version("chat:room:a"));
    }

    private static void AnHour(RealityOptions options) => options.MaxStaleness = TimeSpan.FromHours(1);
}
