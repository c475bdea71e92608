using System.Diagnostics;
using Npgsql;
using Xunit;

namespace Reality.Postgres.Tests.Standbys;

/// <summary>Rule 3a: whatever happens to a standby, it costs the question at most.</summary>
public sealed class Rule3aFaultTests : IAsyncLifetime
{
    private StandbyPair _pair = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _pair = await StandbyPair.StartAsync();

    public ValueTask DisposeAsync() => _pair is null ? ValueTask.CompletedTask : _pair.DisposeAsync();

    [Fact]
    public async Task Rule_3a_a_standby_that_was_cut_off_is_used_as_long_as_the_bound_allows()
    {
        await _pair.WriteAsync("k:1");
        var begin = await _pair.PullAsync(null);
        await _pair.UntilAsync(begin.Cursor);
        await _pair.Standby.DetachStandbyAsync(Cancel);
        var clock = Stopwatch.StartNew();
        await _pair.Storage.IncrementVersionAsync("k:1", Cancel);

        var within = await _pair.TryAsync(begin.Cursor, TimeSpan.FromMinutes(1));
        Assert.Empty(within!.Changed);
        await Task.Delay(1000, Cancel);
        Assert.Null(await _pair.TryAsync(begin.Cursor, TimeSpan.FromSeconds(1)));
        var later = await _pair.TryAsync(begin.Cursor, TimeSpan.FromMinutes(1));
        Assert.True(later!.Age >= clock.Elapsed - TimeSpan.FromMilliseconds(500), $"It says that it is {later.Age} old.");
        Assert.Equal(2, Assert.Single((await _pair.PullAsync(later.Cursor)).Changed).Version);
    }

    [Fact]
    public async Task Rule_3a_a_standby_that_was_promoted_is_none()
    {
        await _pair.WriteAsync("k:1");
        var begin = await _pair.PullAsync(null);
        await _pair.UntilAsync(begin.Cursor);
        await _pair.Standby.PromoteAsync(Cancel);
        while (await _pair.Standby.IsStandbyAsync(Cancel))
            await Task.Delay(10, Cancel);

        // It goes on by itself, with ids that the primary gives too, and knows nothing of what this one does.
        await _pair.Standby.ExecuteAsync("update reality.node set version = 99, xid = pg_current_xact_id()", cancel: Cancel);
        await _pair.Storage.IncrementVersionAsync("k:1", Cancel);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Null(await _pair.TryAsync(begin.Cursor));
            await Task.Delay(600, Cancel);
        }

        Assert.Equal(2, Assert.Single((await _pair.PullAsync(begin.Cursor)).Changed).Version);
        Assert.Equal(1, _pair.Log.Count("was promoted"));
    }

    [Fact]
    public async Task Rule_3a_a_new_epoch_is_told_by_the_primary_alone()
    {
        await _pair.WriteAsync("k:1");
        var begin = await _pair.PullAsync(null);
        await _pair.UntilAsync(begin.Cursor);
        await _pair.Standby.ExecuteAsync("select pg_wal_replay_pause()", cancel: Cancel);
        var identity = await _pair.Storage.NewEpochAsync(Cancel);
        await _pair.Storage.IncrementVersionAsync("k:1", Cancel);

        // The primary's is known and the standby's is the old one; then the other way round.
        var now = await _pair.PullAsync(begin.Cursor);
        Assert.Equal(identity.Epoch, now.Identity.Epoch);
        Assert.Null(await _pair.TryAsync(now.Cursor));
        await _pair.Standby.ExecuteAsync("select pg_wal_replay_resume()", cancel: Cancel);
        await _pair.Primary.WaitForAsync(_pair.Standby, Cancel);
        await Task.Delay(1100, Cancel);
        Assert.Null(await _pair.TryAsync(begin.Cursor));
        Assert.Equal(1, _pair.Log.Count("another epoch"));

        Assert.Equal(identity.Epoch, (await _pair.UntilAsync(now.Cursor)).Identity.Epoch);
        Assert.Equal(1, _pair.Log.Count("can be asked again"));
    }

    [Fact]
    public async Task Rule_3a_a_standby_of_something_else_is_not_believed()
    {
        await _pair.Primary.CreateDatabaseAsync("other", Cancel);
        await using var elsewhere = new PostgresRealityStorage(_pair.Primary.ConnectionStringOf("other"));
        await elsewhere.IncrementVersionAsync("k:1", Cancel);
        await using var misled = new PostgresRealityStorage(
            _pair.Primary.ConnectionString,
            new PostgresStorageOptions { StandbyConnectionString = _pair.Standby.ConnectionStringOf("other") });
        var begin = await misled.ListChangedSinceAsync(null, [], 1000, Cancel);
        await _pair.WriteAsync("k:2");

        Assert.Null(await misled.TryListFromStandbyAsync(begin.Cursor, ["k:1"], 1000, TimeSpan.FromMinutes(1), Cancel));
        Assert.Equal("k:2", Assert.Single((await misled.ListChangedSinceAsync(begin.Cursor, ["k:1"], 1000, Cancel)).Changed).Key);
    }

    [Fact]
    public async Task Rule_3a_a_standby_that_dies_in_the_middle_of_a_pull_is_left_alone_for_a_while()
    {
        await _pair.WriteAsync("k:1");
        var begin = await _pair.PullAsync(null);
        await _pair.UntilAsync(begin.Cursor);
        _pair.ToStandby.Pause();
        var clock = Stopwatch.StartNew();
        var asked = _pair.TryAsync(begin.Cursor).AsTask();
        await Task.Delay(50, Cancel);
        await _pair.Standby.KillAsync();
        _pair.ToStandby.Resume();
        Assert.Null(await asked);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"It took {clock.Elapsed}.");

        // The primary answers as ever, and nobody tries the standby with every request.
        Assert.Empty((await _pair.PullAsync(begin.Cursor)).Changed);
        clock.Restart();
        Assert.Null(await _pair.TryAsync(begin.Cursor));
        Assert.True(clock.Elapsed < TimeSpan.FromMilliseconds(200), $"It took {clock.Elapsed}.");

        await _pair.Standby.StartAgainAsync(Cancel);
        await _pair.WriteAsync("k:2");
        Assert.Equal("k:2", Assert.Single((await _pair.UntilAsync(begin.Cursor)).Changed).Key);
        Assert.Equal(1, _pair.Log.Count("did not answer"));
    }

    [Fact]
    public async Task Rule_3a_a_standby_that_hangs_is_not_waited_for()
    {
        await _pair.WriteAsync("k:1");
        var begin = await _pair.PullAsync(null);
        await _pair.UntilAsync(begin.Cursor);
        _pair.Standby.Pause();
        try
        {
            var clock = Stopwatch.StartNew();
            Assert.Null(await _pair.TryAsync(begin.Cursor));
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"It took {clock.Elapsed}.");
        }
        finally
        {
            _pair.Standby.Resume();
        }

        await _pair.WriteAsync("k:1");
        Assert.NotNull(await _pair.UntilAsync((await _pair.PullAsync(begin.Cursor)).Cursor));
    }

    [Fact]
    public void A_standby_is_named_once()
    {
        using var source = NpgsqlDataSource.Create(_pair.StandbyConnectionString);
        var options = new PostgresStorageOptions { StandbyConnectionString = _pair.StandbyConnectionString, StandbyDataSource = source };
        var refused = Assert.Throws<ArgumentException>(() => new PostgresRealityStorage(_pair.Primary.ConnectionString, options));
        Assert.Contains("both set", refused.Message, StringComparison.Ordinal);
    }
}
