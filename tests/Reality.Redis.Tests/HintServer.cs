using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reality.Processes.Redis;
using Reality.Server.Hints;
using Xunit;

namespace Reality.Redis.Tests;

/// <summary>One server's end of the hints over a Redis, as the application's services make it.</summary>
internal sealed class HintServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ServiceProvider _services;
    private readonly Task _running;

    public HintServer(string address, Action<RedisHintOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddReality().UseRedisHints(address, configure);
        services.AddLogging(logging => logging.Services.AddSingleton<ILoggerProvider>(Log));
        _services = services.BuildServiceProvider();
        Transport = _services.GetRequiredService<IRealityHintTransport>();
        _running = Transport.RunAsync(Received.Enqueue, _stopping.Token);
    }

    public IRealityHintTransport Transport { get; }

    public ConcurrentQueue<RealityHint> Received { get; } = new();

    public LogLines Log { get; } = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts a Redis; the test is skipped where it is not installed.</summary>
    public static async Task<RedisServer> StartRedisAsync()
    {
        if (RedisServer.Missing is { } missing)
            Assert.Skip(missing);

        return await RedisServer.StartAsync(Cancel);
    }

    public static RealityHint Hint(long token) => new("one", "epoch", token);

    public Task SendAsync(long token) => Transport.SendAsync(Hint(token), Cancel);

    public Task UntilConnectedAsync() => UntilAsync(() => Transport.IsConnected);

    public Task UntilReceivedAsync(long token) => UntilAsync(() => Received.Contains(Hint(token)));

    public static async Task UntilAsync(
        Func<bool> condition,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 1500, $"It never happened: {what}");
            await Task.Delay(20, Cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        await _services.DisposeAsync();
        _stopping.Dispose();
    }
}
