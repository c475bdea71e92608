using Microsoft.Extensions.Logging;
using Reality.Server.Storage;

namespace Reality.Postgres.Standby;

/// <summary>Whether the standby is worth asking: one that failed is left alone for a while, a longer one each time, and it is said once.</summary>
internal sealed class StandbyWatch(string name, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // One pull at a time asks.
    private Trouble _trouble;
    private TimeSpan _pause = FirstPause;
    private long _since;

    private enum Trouble
    {
        None,
        Failed,
        Promoted,
        Foreign,
    }

    /// <summary>Whether it may be asked now.</summary>
    public bool MayAsk => _trouble == Trouble.None || time.GetElapsedTime(_since) >= _pause;

    /// <summary>It did not answer.</summary>
    public void Fail(Exception exception)
    {
        if (Note(Trouble.Failed))
            logger.StandbyFailed(name, exception);
    }

    /// <summary>Whether an answer is that of a standby of this very storage.</summary>
    public bool IsOurs(StandbyAnswer answer, StorageIdentity identity)
    {
        if (answer.IsStandby && answer.IsOf(identity))
        {
            if (_trouble != Trouble.None)
                logger.StandbyUsed(name);

            _trouble = Trouble.None;
            _pause = FirstPause;
            return true;
        }

        if (answer.IsStandby && Note(Trouble.Foreign))
            logger.StandbyOfAnother(name);
        else if (!answer.IsStandby && Note(Trouble.Promoted))
            logger.StandbyPromoted(name);

        return false;
    }

    /// <returns>Whether it has to be said.</returns>
    private bool Note(Trouble trouble)
    {
        if (_trouble != Trouble.None && _pause < LongestPause)
            _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, LongestPause.Ticks));

        var isNew = _trouble != trouble;
        _trouble = trouble;
        _since = time.GetTimestamp();
        return isNew;
    }
}
