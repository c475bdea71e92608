namespace Reality.Faults.Driving;

/// <summary>Microseconds since 1970, by the clock that the database's commits are dated with.</summary>
internal static class Clock
{
    public static long Now => (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
