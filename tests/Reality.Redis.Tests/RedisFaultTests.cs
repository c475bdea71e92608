using System.Diagnostics;
using Reality.Processes.Network;
using Xunit;

namespace Reality.Redis.Tests;

public sealed class RedisFaultTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Hints_pass_when_redis_is_there()
    {
        await using var redis = await HintServer.StartRedisAsync();
        await using var one = new HintServer(redis.Address);
        await using var other = new HintServer(redis.Address);
        await one.UntilConnectedAsync();
        await other.UntilConnectedAsync();

        await one.SendAsync(7);

        await other.UntilReceivedAsync(7);
        await one.UntilReceivedAsync(7);
    }

    [Fact]
    public async Task Redis_may_come_later_than_the_server()
    {
        await using var redis = await HintServer.StartRedisAsync();
        await redis.KillAsync();
        await using var one = new HintServer(redis.Address);
        await using var other = new HintServer(redis.Address);

        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<Exception>(() => one.SendAsync(1));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
        Assert.False(one.Transport.IsConnected);
        await HintServer.UntilAsync(() => other.Log.Count("cannot be subscribed to") > 0);

        await redis.StartAgainAsync(TestContext.Current.CancellationToken);
        await one.UntilConnectedAsync();
        await other.UntilConnectedAsync();
        await one.SendAsync(2);
        await other.UntilReceivedAsync(2);
        Assert.Equal(1, other.Log.Count("cannot be subscribed to"));
    }

    [Fact]
    public async Task A_killed_redis_that_comes_back_is_a_reason_to_look()
    {
        await using var redis = await HintServer.StartRedisAsync();
        await using var one = new HintServer(redis.Address);
        await one.UntilConnectedAsync();
        await redis.KillAsync();
        await HintServer.UntilAsync(() => !one.Transport.IsConnected);
        await Assert.ThrowsAnyAsync<Exception>(() => one.SendAsync(1));
        one.Received.Clear();

        await redis.StartAgainAsync(TestContext.Current.CancellationToken);

        await HintServer.UntilAsync(() => one.Received.Any(hint => hint.Epoch.Length == 0));
        await one.UntilConnectedAsync();
        await one.SendAsync(2);
        await one.UntilReceivedAsync(2);
        Assert.InRange(one.Log.Total, 1, 5);
    }

    [Fact]
    public async Task A_paused_redis_fails_sends_in_time_and_comes_back()
    {
        await using var redis = await HintServer.StartRedisAsync();
        await using var one = new HintServer(redis.Address, options => options.SendTimeout = TimeSpan.FromMilliseconds(500));
        await using var other = new HintServer(redis.Address);
        await one.UntilConnectedAsync();
        await other.UntilConnectedAsync();
        redis.Pause();
        try
        {
            var watch = Stopwatch.StartNew();
            await Assert.ThrowsAnyAsync<Exception>(() => one.SendAsync(1));
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
        }
        finally
        {
            redis.Resume();
        }

        for (var token = 2; !other.Received.Contains(HintServer.Hint(token - 1)); token++)
        {
            Assert.True(token < 500, "Hints never came again.");
            try
            {
                await one.SendAsync(token);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // Not yet back.
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Nothing_listens_and_the_server_still_stops_at_once()
    {
        var server = new HintServer($"127.0.0.1:{Loopback.FreePort()}");
        var watch = Stopwatch.StartNew();

        await server.DisposeAsync();

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
    }
}
