using System.Globalization;
using Reality.Server.Storage;
using Xunit;

namespace Reality.Postgres.Tests.Standbys;

/// <summary>Rule 3a: what a standby shows, where nothing happens to it.</summary>
public sealed class Rule3aTests : IAsyncLifetime
{
    private StandbyPair _pair = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _pair = await StandbyPair.StartAsync();

    public ValueTask DisposeAsync() => _pair is null ? ValueTask.CompletedTask : _pair.DisposeAsync();

    /// <summary>Counterexample: behind the standby's xmax, with nothing listed in progress, the open write would be skipped for ever.</summary>
    [Fact]
    public async Task Rule_3a_a_write_that_was_open_when_a_standby_was_asked_is_delivered_when_it_commits()
    {
        var begin = (await _pair.PullAsync(null)).Cursor;
        await using var late = await _pair.Storage.BeginAsync(Cancel);
        await late.BumpAsync(["k:late"], Cancel);
        var early = await _pair.WriteAsync("k:early");

        var first = await _pair.UntilAsync(begin);
        Assert.Equal(["k:early"], Keys(first));
        var snapshot = (string)(await _pair.Standby.ExecuteAsync("select pg_current_snapshot()::text", cancel: Cancel))!;
        var token = await late.CommitAsync(Cancel);
        Assert.EndsWith(":", snapshot, StringComparison.Ordinal);
        Assert.True(token < long.Parse(snapshot.Split(':')[1], CultureInfo.InvariantCulture), "A cursor by xmax would have found it, so the test shows nothing.");
        Assert.True(first.Token < token && first.Latest >= early.Token);

        await _pair.Primary.WaitForAsync(_pair.Standby, Cancel);
        Assert.Contains("k:late", Keys(await _pair.UntilAsync(first.Cursor)));
        Assert.Contains("k:late", Keys(await _pair.PullAsync(first.Cursor)));
    }

    [Fact]
    public async Task Rule_3a_a_standby_and_the_primary_take_turns_and_nothing_is_missed()
    {
        var begin = await _pair.PullAsync(null);
        var held = new Dictionary<string, long>(StringComparer.Ordinal);
        var cursor = begin.Cursor;
        await using (var open = await _pair.Storage.BeginAsync(Cancel))
        {
            await open.BumpAsync(["k:open"], Cancel);
            for (var write = 1; write <= 12; write++)
            {
                await _pair.WriteAsync($"k:{write % 3}");
                var pulled = write % 4 == 0 ? await _pair.PullAsync(cursor) : await _pair.UntilAsync(cursor);
                foreach (var node in pulled.Changed)
                {
                    Assert.True(held.GetValueOrDefault(node.Key) <= node.Version, "It went back.");
                    held[node.Key] = node.Version;
                }

                Assert.Equal((write + 2) / 3, held[$"k:{write % 3}"]);
                Assert.Same(begin.Identity, pulled.Identity);
                cursor = pulled.Cursor;
            }

            await open.CommitAsync(Cancel);
        }

        await _pair.Primary.WaitForAsync(_pair.Standby, Cancel);
        Assert.Contains("k:open", Keys(await _pair.UntilAsync(cursor)));
    }

    [Fact]
    public async Task Rule_3a_a_standby_that_is_behind_what_is_held_is_not_used()
    {
        var begin = await _pair.PullAsync(null);
        await _pair.WriteAsync("k:1");
        await _pair.UntilAsync(begin.Cursor);
        await _pair.Standby.ExecuteAsync("select pg_wal_replay_pause()", cancel: Cancel);
        await _pair.Storage.IncrementVersionAsync("k:1", Cancel);
        var held = await _pair.PullAsync(begin.Cursor);
        Assert.Equal(2, Assert.Single(held.Changed).Version);

        Assert.Null(await _pair.TryAsync(held.Cursor));
        await _pair.Standby.ExecuteAsync("select pg_wal_replay_resume()", cancel: Cancel);
        Assert.All((await _pair.UntilAsync(held.Cursor)).Changed, node => Assert.Equal(2, node.Version));
    }

    [Fact]
    public async Task Rule_3a_misses_ride_with_it_and_are_of_the_same_moment()
    {
        var old = await _pair.WriteAsync("k:old");
        await _pair.Storage.IncrementVersionAsync("k:hot", Cancel);
        var begin = await _pair.PullAsync(null);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writer = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                    await _pair.Storage.IncrementVersionAsync("k:hot", CancellationToken.None);
            },
            Cancel);
        var (cursor, held, found) = (begin.Cursor, 1L, 0);
        for (var pull = 0; pull < 3000 && found < 60; pull++)
        {
            if (await _pair.TryAsync(cursor, "k:hot", "k:old", "k:never") is not { } pulled)
            {
                await Task.Delay(10, Cancel);
                continue;
            }

            cursor = pulled.Cursor;
            held = pulled.Changed.Count == 0 ? held : Assert.Single(pulled.Changed).Version;
            Assert.Equal([("k:hot", held), ("k:old", old.Node.Version)], pulled.Also.Select(node => (node.Key, node.Version)).Order());
            found++;
        }

        await stop.CancelAsync();
        await writer;
        Assert.Equal(60, found);
    }

    /// <summary>Those are settled on the primary, and whoever asks a standby hears of them there (4b).</summary>
    [Fact]
    public async Task Rule_3a_an_overdue_mark_is_a_reason_to_ask_the_primary()
    {
        var begin = await _pair.PullAsync(null);
        await _pair.Storage.MarkAsync(["k:elsewhere"], TimeSpan.FromSeconds(3), Cancel);
        await _pair.WriteAsync("k:1");
        Assert.False((await _pair.UntilAsync(begin.Cursor)).HasOverdueMarks);
        await Task.Delay(TimeSpan.FromSeconds(3.1), Cancel);
        Assert.Null(await _pair.TryAsync(begin.Cursor));
        Assert.True((await _pair.PullAsync(begin.Cursor)).HasOverdueMarks);
    }

    /// <summary>
    /// A commit is replicated before those who look at the primary see it; where it waits for a synchronous standby that is away, by as long as that.
    /// </summary>
    [Fact]
    public async Task Rule_3a_what_a_standby_has_shown_is_waited_for_on_the_primary()
    {
        var before = await _pair.WriteAsync("k:1");
        var begin = await _pair.PullAsync(null);
        await SetSynchronousAsync("nobody");
        var write = _pair.Storage.IncrementVersionAsync("k:1", CancellationToken.None).AsTask();
        StorageChanges? ahead = null;
        for (var attempt = 0; attempt < 200 && ahead is not { Changed.Count: > 0 }; attempt++)
        {
            await Task.Delay(20, Cancel);
            ahead = await _pair.TryAsync(begin.Cursor);
        }

        Assert.Equal(("k:1", 2), (Assert.Single(ahead!.Changed).Key, ahead.Changed[0].Version));
        Assert.False(write.IsCompleted);
        Assert.Equal(before.Node.Version, (await _pair.Storage.GetNodeAsync("k:1", Cancel))!.Value.Version);

        var pull = _pair.PullAsync(ahead.Cursor, "k:1").AsTask();
        await Task.Delay(300, Cancel);
        Assert.False(pull.IsCompleted, "The primary was believed although it shows less than the standby did.");
        await SetSynchronousAsync("");
        Assert.Equal(2, Assert.Single((await pull).Also).Version);
        Assert.True((await pull).Latest >= (await write).Token);
    }

    [Fact]
    public async Task Rule_3a_more_than_the_limit_is_left_to_the_primary()
    {
        var begin = await _pair.PullAsync(null);
        await _pair.WriteAsync("k:1");
        await _pair.WriteAsync("k:2");
        Assert.Equal(2, (await _pair.UntilAsync(begin.Cursor)).Changed.Count);
        Assert.Null(await _pair.Storage.TryListFromStandbyAsync(begin.Cursor, [], 1, TimeSpan.FromMinutes(1), Cancel));
    }

    private static IEnumerable<string> Keys(StorageChanges pulled) => pulled.Changed.Select(node => node.Key).Order(StringComparer.Ordinal);

    private async Task SetSynchronousAsync(string names)
    {
        await _pair.Primary.ExecuteAsync($"alter system set synchronous_standby_names = '{names}'", cancel: Cancel);
        await _pair.Primary.ExecuteAsync("select pg_reload_conf()", cancel: Cancel);
        while (await _pair.Primary.ExecuteAsync("show synchronous_standby_names", cancel: Cancel) as string != names)
            await Task.Delay(10, Cancel);

        await Task.Delay(100, Cancel);
    }
}
