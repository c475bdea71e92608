using Microsoft.Extensions.Logging;
using Reality.Server.Hints;
using StackExchange.Redis;

namespace Reality.Redis;

/// <summary>
/// Hints over Redis pub/sub. The library keeps the connection and the subscription; what is left to do here is to subscribe once, and to
/// look once whenever Redis comes back, since nobody knows what was published meanwhile.
/// </summary>
internal sealed class RedisHints(RedisConnection connection, RedisHintOptions options, TimeProvider time, ILogger<RedisHints> logger)
    : IRealityHintTransport, IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly RedisChannel _channel = RedisChannel.Literal(options.Channel);
    private bool _isSubscribed;

    /// <inheritdoc/>
    public string Name => "redis";

    /// <inheritdoc/>
    public bool IsConnected => Volatile.Read(ref _isSubscribed) && connection.Existing is { } redis && redis.GetSubscriber().IsConnected(_channel);

    /// <inheritdoc/>
    public async Task RunAsync(Action<RealityHint> received, CancellationToken stopping)
    {
        try
        {
            var redis = await SubscribeAsync(received, stopping);
            redis.ConnectionRestored += OnRestored;
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, time, stopping);
            }
            finally
            {
                redis.ConnectionRestored -= OnRestored;
                Volatile.Write(ref _isSubscribed, false);
                redis.GetSubscriber().Unsubscribe(_channel, null, CommandFlags.FireAndForget);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }

        void OnRestored(object? sender, ConnectionFailedEventArgs restored)
        {
            if (restored.ConnectionType == ConnectionType.Subscription)
                received(Missed);
        }
    }

    /// <inheritdoc/>
    public async Task SendAsync(RealityHint hint, CancellationToken cancellationToken)
    {
        var text = RealityHintText.Format(hint);
        var redis = await connection.GetAsync().WaitAsync(options.SendTimeout, time, cancellationToken);
        await redis.GetSubscriber().PublishAsync(_channel, text).WaitAsync(options.SendTimeout, time, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    // No server, no epoch: something may have been missed.
    private static RealityHint Missed => new("", "", 0);

    private async Task<IConnectionMultiplexer> SubscribeAsync(Action<RealityHint> received, CancellationToken stopping)
    {
        var pause = FirstPause;
        while (true)
        {
            try
            {
                var redis = await connection.GetAsync().WaitAsync(stopping);
                await redis.GetSubscriber().SubscribeAsync(_channel, OnMessage).WaitAsync(options.SendTimeout, time, stopping);
                Volatile.Write(ref _isSubscribed, true);
                logger.Subscribed(options.Channel);
                received(Missed);
                return redis;
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                if (pause == FirstPause)
                    logger.CannotSubscribe(options.Channel, exception);
            }

            await Task.Delay(pause, time, stopping);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }

        void OnMessage(RedisChannel channel, RedisValue message)
        {
            if (TryRead(message, out var hint))
                received(hint);
        }
    }

    // Anybody who reaches this Redis may publish; what is no hint is dropped before it is made a string.
    private static bool TryRead(RedisValue message, out RealityHint hint)
    {
        hint = default;
        return message.Length() <= RealityHintText.MaxLength && RealityHintText.TryParse((string?)message, out hint);
    }
}
