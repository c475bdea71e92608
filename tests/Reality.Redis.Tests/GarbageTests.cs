using Reality.Server.Hints;
using StackExchange.Redis;
using Xunit;

namespace Reality.Redis.Tests;

public sealed class GarbageTests
{
    [Fact]
    public async Task What_is_no_hint_is_ignored()
    {
        await using var redis = await HintServer.StartRedisAsync();
        await using var one = new HintServer(redis.Address);
        await one.UntilConnectedAsync();
        await using var anybody = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        one.Received.Clear();

        RedisValue[] garbage =
        [
            "", "garbage", "1 ", "1 2", "1 2 server", "1 -2 server epoch", "1 99999999999999999999 server epoch", "2 7 server epoch", "1 7  epoch",
            "1 7 server ep och", "1 7 server epoch\n", new byte[] { 0xff, 0xfe, 0x00, 0x80 }, new string('1', 1_000_000),
        ];
        foreach (var message in garbage)
            await anybody.GetSubscriber().PublishAsync(RedisChannel.Literal("reality:hints"), message);
        await one.SendAsync(7);

        await one.UntilReceivedAsync(7);
        Assert.Equal([HintServer.Hint(7)], one.Received);
        Assert.Equal(0, one.Log.Count("rror"));
    }

    [Fact]
    public async Task What_another_implementation_publishes_in_the_form_is_a_hint()
    {
        await using var redis = await HintServer.StartRedisAsync();
        await using var one = new HintServer(redis.Address);
        await one.UntilConnectedAsync();
        await using var anybody = await ConnectionMultiplexer.ConnectAsync(redis.Address);

        await anybody.GetSubscriber().PublishAsync(RedisChannel.Literal("reality:hints"), "1 42 server-2 4f1c");

        await HintServer.UntilAsync(() => one.Received.Contains(new RealityHint("server-2", "4f1c", 42)));
    }

    [Fact]
    public async Task Applications_with_channels_of_their_own_do_not_hear_each_other()
    {
        await using var redis = await HintServer.StartRedisAsync();
        await using var one = new HintServer(redis.Address, options => options.Channel = "app-1");
        await using var other = new HintServer(redis.Address, options => options.Channel = "app-2");
        await one.UntilConnectedAsync();
        await other.UntilConnectedAsync();

        await one.SendAsync(7);
        await one.UntilReceivedAsync(7);
        await Task.Delay(100, TestContext.Current.CancellationToken);

        Assert.DoesNotContain(HintServer.Hint(7), other.Received);
    }
}
