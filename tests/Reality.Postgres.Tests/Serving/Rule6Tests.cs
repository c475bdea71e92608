using Xunit;

namespace Reality.Postgres.Tests.Serving;

/// <summary>Rule 6 over PostgreSQL, with several servers: writes behind Reality's back.</summary>
[Collection(nameof(PostgresCluster))]
public sealed class Rule6Tests(PostgresCluster cluster)
{
    private const string Key = "chat:line:a";
    private const string Noticed = "does not record its writes";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rule_6_many_servers_that_serve_it_repair_it_once_and_all_hear_of_it()
    {
        var database = await cluster.NewDatabaseAsync();
        await using var one = await LineServer.StartAsync(database);
        await using var other = await LineServer.StartAsync(database);
        await one.SetAsync("a", "recorded");
        var known = await one.VersionAsync(Key);
        await one.SetBehindAsync("a", "behind");
        Assert.Equal(known, await other.VersionAsync(Key));

        var served = await Task.WhenAll(one.GetAsync("/api/lines/a"), other.GetAsync("/api/lines/a"));

        Assert.All(served, text => Assert.Equal("\"behind\"", text));
        await one.UntilVersionAsync(Key, known + 1);
        await Task.Delay(400, Cancel);
        Assert.Equal((known + 1, known + 1), (await one.VersionAsync(Key), await other.VersionAsync(Key)));
        Assert.InRange(one.Log.Count(Noticed) + other.Log.Count(Noticed), 1, 2);

        // Repaired, it is quiet, and a recorded write is none.
        await other.SetAsync("a", "recorded again");
        await one.GetAsync("/api/lines/a");
        await Task.Delay(400, Cancel);
        Assert.Equal(known + 2, await one.VersionAsync(Key));
    }

    [Fact]
    public async Task Rule_6_a_held_sync_of_another_server_hears_of_the_repair()
    {
        var database = await cluster.NewDatabaseAsync();
        await using var one = await LineServer.StartAsync(database);
        await using var other = await LineServer.StartAsync(database, options => options.HeldSyncPollInterval = TimeSpan.Zero);
        await one.SetAsync("a", "recorded");
        var known = await other.VersionAsync(Key);
        await one.SetBehindAsync("a", "behind");
        var waiting = other.SyncAsync(Key, known, wait: 20_000);
        await Task.Delay(300, Cancel);
        Assert.False(waiting.IsCompleted);

        await one.GetAsync("/api/lines/a");

        Assert.Equal(known + 1, (long)(await waiting.WaitAsync(TimeSpan.FromSeconds(10), Cancel))!["version"]!);
    }

    [Fact]
    public async Task Rule_6_a_view_that_differs_from_read_to_read_is_said_once_and_never_repaired()
    {
        await using var one = await LineServer.StartAsync(await cluster.NewDatabaseAsync());
        foreach (var id in new[] { "a", "b" })
        {
            await one.Reality.WriteAsync(
                (write, _) =>
                {
                    write.Bump(new ClockKey(id), static (db, key, token) => LineModule.ReadClockAsync(db, key, token), LineModule.Content);
                    return Task.CompletedTask;
                },
                Cancel,
                "Clocks.SetAsync");
        }

        var known = (await one.VersionAsync("wall:clock:a"), await one.VersionAsync("wall:clock:b"));
        foreach (var id in new[] { "a", "b", "a" })
        {
            await one.GetAsync($"/api/clocks/{id}");
            await Task.Delay(200, Cancel);
        }

        Assert.Equal(known, (await one.VersionAsync("wall:clock:a"), await one.VersionAsync("wall:clock:b")));
        Assert.Equal(1, one.Log.Count("differ from read to read"));
    }
}
