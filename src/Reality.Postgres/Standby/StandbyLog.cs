using Microsoft.Extensions.Logging;

namespace Reality.Postgres.Standby;

internal static partial class StandbyLog
{
    [LoggerMessage(411, LogLevel.Warning, "The standby {Standby} did not answer, or not in time. The primary is asked instead; the standby is tried again with growing pauses.")]
    public static partial void StandbyFailed(this ILogger logger, string standby, Exception exception);

    [LoggerMessage(412, LogLevel.Warning, "The standby {Standby} is none: it was promoted, or always was a primary. The primary is asked instead.")]
    public static partial void StandbyPromoted(this ILogger logger, string standby);

    [LoggerMessage(413, LogLevel.Warning, "The standby {Standby} has another epoch than the primary: it is a copy of something else, or has not replayed yet that a new one began. The primary is asked instead.")]
    public static partial void StandbyOfAnother(this ILogger logger, string standby);

    [LoggerMessage(414, LogLevel.Information, "The standby {Standby} can be asked again.")]
    public static partial void StandbyUsed(this ILogger logger, string standby);
}
