using Reality.Processes.Network;
using Reality.Processes.Redis;

namespace Reality.Faults.Driving;

/// <summary>A Redis behind a stretch of network of our own.</summary>
internal sealed class HintNetwork(RedisServer redis) : IAsyncDisposable
{
    public RedisServer Redis => redis;

    public TcpProxy Proxy { get; } = new(redis.Port);

    public string Address => $"127.0.0.1:{Proxy.Port}";

    public async ValueTask DisposeAsync()
    {
        Proxy.Dispose();
        await redis.DisposeAsync();
    }
}
