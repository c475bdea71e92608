using Microsoft.Extensions.Logging;

namespace Reality.Postgres.Hints;

internal static partial class HintLog
{
    [LoggerMessage(401, LogLevel.Information, "Hints arrive from PostgreSQL by the channel {Channel}.")]
    public static partial void Listening(this ILogger logger, string channel);

    [LoggerMessage(402, LogLevel.Warning, "PostgreSQL cannot be listened to by the channel {Channel}. It is tried again with growing pauses; answers stay right without it. {Reason}")]
    public static partial void CannotListen(this ILogger logger, string channel, string reason);
}
