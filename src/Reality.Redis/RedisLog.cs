using Microsoft.Extensions.Logging;

namespace Reality.Redis;

internal static partial class RedisLog
{
    [LoggerMessage(301, LogLevel.Information, "Hints arrive from Redis by the channel {Channel}.")]
    public static partial void Subscribed(this ILogger logger, string channel);

    [LoggerMessage(302, LogLevel.Warning, "Redis cannot be subscribed to by the channel {Channel}. It is tried again with growing pauses; answers stay right without it.")]
    public static partial void CannotSubscribe(this ILogger logger, string channel, Exception exception);
}
