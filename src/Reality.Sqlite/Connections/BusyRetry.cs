using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Reality.Sqlite.Connections;

/// <summary>
/// Waits for a lock that another process holds, without a thread: SQLite's own busy handler and the provider's both sleep on the
/// caller's.
/// </summary>
internal sealed class BusyRetry(Database database, TimeProvider time)
{
    private const int LongestPause = 16;

    /// <summary>Runs an action until it finds the file unlocked.</summary>
    /// <exception cref="RealitySqliteException">It was locked for longer than the busy timeout.</exception>
    public async ValueTask RunAsync(Action action, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var pause = 1; ; pause = Math.Min(pause * 2, LongestPause))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                action();
                return;
            }
            catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
            {
                if (time.GetElapsedTime(started) >= database.BusyTimeout)
                    throw database.Busy(exception);
            }

            // Random, so that processes that wait for each other do not stay in step.
            await Task.Delay(TimeSpan.FromMilliseconds(1 + Random.Shared.Next(pause)), time, cancellationToken).ConfigureAwait(false);
        }
    }
}
