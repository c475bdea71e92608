using Microsoft.Extensions.Logging;

namespace Reality.Server.Diagnostics;

/// <summary>
/// Tells the log that the storage cannot be read: when that begins, now and then while it lasts, and when it is over. Every request of an
/// outage fails in the same way, and a stack trace for each would bury what else there is to know.
/// </summary>
internal sealed class StorageOutage(TimeProvider time, ILogger<StorageOutage> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private long _failures;
    private long _began;
    private long? _saidAt;
    private bool _isSaid;

    /// <summary>An attempt to read failed.</summary>
    public void Failed(Exception exception)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (_failures++ == 0)
                _began = now;

            // Short outages one after the other are said once as well.
            if (_saidAt is { } saidAt && time.GetElapsedTime(saidAt, now) < Interval)
                return;

            _saidAt = now;
            if (_isSaid)
                logger.StorageFailsStill(SecondsUntil(now), _failures, exception.Message);
            else
                logger.StorageFailed(Interval.TotalSeconds, exception);

            _isSaid = true;
        }
    }

    /// <summary>An attempt to read succeeded.</summary>
    public void Succeeded()
    {
        if (Volatile.Read(ref _failures) == 0)
            return;

        lock (_lock)
        {
            if (_isSaid)
                logger.StorageReadAgain(SecondsUntil(time.GetTimestamp()), _failures);

            _failures = 0;
            _isSaid = false;
        }
    }

    private double SecondsUntil(long now) => Math.Round(time.GetElapsedTime(_began, now).TotalSeconds, 1);
}
