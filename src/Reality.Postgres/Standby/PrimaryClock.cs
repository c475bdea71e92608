namespace Reality.Postgres.Standby;

/// <summary>
/// The primary's clock as a pull read it. What a standby is behind is told from the primary's clock alone, carried on by this server's
/// stopwatch: the clocks of three machines need not agree.
/// </summary>
/// <param name="Read">What it said, in microseconds since 1970.</param>
/// <param name="Sent">When the question was sent that it answered, by the stopwatch.</param>
internal readonly record struct PrimaryClock(long Read, long Sent)
{
    /// <summary>What it says at a moment of the stopwatch, or a little less: never more.</summary>
    public long AtMost(long timestamp) => Read + (long)Elapsed(timestamp).TotalMicroseconds;

    /// <summary>How long ago the question was sent.</summary>
    public TimeSpan Elapsed(long timestamp) => TimeProvider.System.GetElapsedTime(Sent, timestamp);
}
