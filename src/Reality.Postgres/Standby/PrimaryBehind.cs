using Reality.Postgres.Feed;

namespace Reality.Postgres.Standby;

/// <summary>
/// Waits for the primary to show what a standby has shown. A commit is in the log, and on its way, before those who look at the primary can
/// see it: by the blink of an eye, or by as long as the primary waits for a synchronous standby. To answer from it before that would be to go back.
/// </summary>
internal sealed class PrimaryBehind
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly long _started = TimeProvider.System.GetTimestamp();
    private TimeSpan _pause = TimeSpan.FromMilliseconds(1);

    /// <summary>Whether a snapshot of the primary lacks what a standby has shown.</summary>
    public static bool Is(PostgresCursor since, TransactionSnapshot snapshot) => !Array.TrueForAll(since.Shown, snapshot.IsOver);

    /// <summary>Waits a little.</summary>
    /// <returns>
    /// Whether to go on waiting. Not where the primary does not come to ids that are said to have been committed: it is not the one that
    /// they were given by, and everything has to be read anew.
    /// </returns>
    public async ValueTask<bool> WaitAsync(PostgresCursor since, TransactionSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (TimeProvider.System.GetElapsedTime(_started) > Patience && Array.Exists(since.Shown, id => id >= snapshot.Xmax))
            return false;

        await Task.Delay(_pause, cancellationToken).ConfigureAwait(false);
        _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, LongestPause.Ticks));
        return true;
    }
}
