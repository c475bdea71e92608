using Microsoft.Extensions.Logging;

namespace Reality.Server.Diagnostics;

internal static partial class RealityLog
{
    [LoggerMessage(1, LogLevel.Information, "Storage {Storage} is ready; epoch {Epoch}.")]
    public static partial void StorageReady(this ILogger logger, Type storage, string epoch);

    [LoggerMessage(2, LogLevel.Error, "The storage cannot be read. Requests that need it are answered with 503, and each tries again. Said again every {Seconds} s while it lasts.")]
    public static partial void StorageFailed(this ILogger logger, double seconds, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "The storage cannot be read since {Seconds} s; {Failures} attempts failed. {Reason}")]
    public static partial void StorageFailsStill(this ILogger logger, double seconds, long failures, string reason);

    [LoggerMessage(4, LogLevel.Information, "The storage's epoch is now {Epoch}; all that was known of it is dropped.")]
    public static partial void EpochChanged(this ILogger logger, string epoch);

    [LoggerMessage(5, LogLevel.Information, "The replica holds all of {Nodes} nodes.")]
    public static partial void ReplicaComplete(this ILogger logger, int nodes);

    [LoggerMessage(6, LogLevel.Information, "The nodes no longer fit the replica's capacity of {Capacity}; keys asked seldom are read with the next pull.")]
    public static partial void ReplicaIncomplete(this ILogger logger, int capacity);

    [LoggerMessage(7, LogLevel.Error, "A sync failed.")]
    public static partial void SyncFailed(this ILogger logger, Exception exception);

    [LoggerMessage(8, LogLevel.Warning, "A transaction failed on attempt {Attempt} and is run again.")]
    public static partial void TransactionRetried(this ILogger logger, int attempt, Exception exception);

    [LoggerMessage(9, LogLevel.Warning, "A connection could not be given back.")]
    public static partial void DisposeFailed(this ILogger logger, Exception exception);

    [LoggerMessage(10, LogLevel.Warning, "The keys that a request bumped could not be checked for its user; Reality-Bumped is left out.")]
    public static partial void BumpedHeaderFailed(this ILogger logger, Exception exception);

    [LoggerMessage(11, LogLevel.Error, "'{Operation}' ended its transaction itself, and its keys could not be bumped afterwards: clients may keep what they hold.")]
    public static partial void BumpAfterLostTransactionFailed(this ILogger logger, string operation, Exception exception);

    [LoggerMessage(12, LogLevel.Error, "The key '{Key}' is formed by templates of two modules and is refused.")]
    public static partial void AmbiguousKey(this ILogger logger, string key);

    [LoggerMessage(13, LogLevel.Information, "The storage can be read again, after {Seconds} s and {Failures} failed attempts.")]
    public static partial void StorageReadAgain(this ILogger logger, double seconds, long failures);

    [LoggerMessage(14, LogLevel.Warning, "Hints cannot be sent by {Transport}. Answers stay right; others hear of writes later. Said once until it works again.")]
    public static partial void HintsFailed(this ILogger logger, string transport, Exception exception);

    [LoggerMessage(15, LogLevel.Information, "Hints are sent by {Transport} again.")]
    public static partial void HintsSentAgain(this ILogger logger, string transport);

    [LoggerMessage(16, LogLevel.Warning, "The receiving of hints by {Transport} ended and is begun again, with growing pauses.")]
    public static partial void HintReceptionEnded(this ILogger logger, string transport, Exception? exception);

    [LoggerMessage(17, LogLevel.Warning, "The storage could not ask its standby, and did not deal with that itself; the primary is asked instead.")]
    public static partial void StandbyFailed(this ILogger logger, Exception exception);

    [LoggerMessage(18, LogLevel.Error, "An event stream failed. Its client comes back with what it was told.")]
    public static partial void EventStreamFailed(this ILogger logger, Exception exception);

    [LoggerMessage(30, LogLevel.Warning, "A write elsewhere could not be recorded now. It is tried again, and its mark stands for it.")]
    public static partial void SettleFailed(this ILogger logger, Exception exception);

    [LoggerMessage(31, LogLevel.Warning, "{Marks} writes elsewhere did not end in time; their keys count as changed.")]
    public static partial void OverdueMarksSettled(this ILogger logger, int marks);

    [LoggerMessage(32, LogLevel.Warning, "The data behind '{Key}' was changed by something that does not record its writes: a script, or a method without [RealityInvalidates].")]
    public static partial void DriftNoticed(this ILogger logger, string key);

    [LoggerMessage(33, LogLevel.Warning, "The data behind '{Key}' was changed again without a recorded write since it was repaired. It is left until one is recorded.")]
    public static partial void DriftLeft(this ILogger logger, string key);

    [LoggerMessage(34, LogLevel.Warning, "The views of '{Template}' differ from read to read although nothing is written (the time of day, rows without 'order by', ...), so that no hash of theirs says anything and none is repaired. Take out what varies, order the rows, or give the read Hash = RealityHash.Version.")]
    public static partial void TemplateUnstable(this ILogger logger, string template);

    [LoggerMessage(35, LogLevel.Warning, "'{Key}' could not be repaired after its data was changed without a record.")]
    public static partial void DriftHealFailed(this ILogger logger, string key, Exception exception);
}
