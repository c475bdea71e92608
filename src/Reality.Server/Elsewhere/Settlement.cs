using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reality.Server.Diagnostics;
using Reality.Server.Families;
using Reality.Server.Hints;
using Reality.Server.Reporting;
using Reality.Server.Storage;

namespace Reality.Server.Elsewhere;

/// <summary>Ends the marks of this server's writes, and bumps what they changed.</summary>
internal sealed class Settlement(
    IRealityStorage storage,
    KeyFamilies families,
    UnsettledMarks unsettled,
    RequestWritesAccessor requestWrites,
    HintBroadcast hints,
    RealityMetrics metrics,
    IOptions<RealityOptions> options,
    TimeProvider time,
    ILogger<Settlement> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    /// <summary>What is to be recorded for keys and families, as the storage was read last.</summary>
    public IReadOnlyList<StorageBump> BumpsOf(IReadOnlyList<string> keys) => families.Bumps(families.Current!, keys);

    /// <summary>Settles a write that took place.</summary>
    /// <exception cref="RealityCommitException">
    /// The storage did not take it. It is tried again, and the mark stands for it until then; but until then clients may be answered from
    /// before the write, so its caller must not take it for done.
    /// </exception>
    public async Task SettleAsync(StorageMark mark, IReadOnlyList<string> keys, string operation)
    {
        if (await TrySettleAsync(mark, keys, options.Value.StorageTimeout) is { } failure)
        {
            throw new RealityCommitException(
                $"'{operation}' took place, but could not be recorded yet. Its keys count as changed as soon as the storage answers, and "
                + $"at the latest when its mark is overdue ({options.Value.MarkTimeout} after it was stored).",
                failure);
        }
    }

    /// <summary>Settles, or leaves it to the background.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="keys">The keys to bump.</param>
    /// <param name="patience">How long a storage that does not take it is tried again before that.</param>
    /// <returns>What kept it from being settled now.</returns>
    public async Task<Exception?> TrySettleAsync(StorageMark mark, IReadOnlyList<string> keys, TimeSpan patience = default)
    {
        var started = time.GetTimestamp();
        for (var pause = FirstPause; ; pause *= 2)
        {
            try
            {
                await SettleAsync(mark, keys);
                return null;
            }
            catch (Exception exception)
            {
                logger.SettleFailed(exception);
                if (time.GetElapsedTime(started) + pause > patience)
                {
                    unsettled.Add(() => SettleAsync(mark, keys));
                    return exception;
                }
            }

            await Task.Delay(pause, time);
        }
    }

    // The caller's token has no say here: what was written is written.
    private async Task SettleAsync(StorageMark mark, IReadOnlyList<string> keys)
    {
        for (var attempt = 1; ; attempt++)
        {
            // Where keys belong to other families since, it is done once more.
            try
            {
                using var timeout = new CancellationTokenSource(options.Value.StorageTimeout, time);
                var map = families.Current!;
                var writes = await storage.SettleAsync(mark, families.Bumps(map, keys), timeout.Token).AsTask().WaitAsync(timeout.Token);
                Report(writes);
                if (writes.Count == 0 || await families.AreThoseOfAsync(map, writes[0].Identity, timeout.Token))
                    return;
            }
            catch (Exception exception) when (attempt < options.Value.MaxTransactionAttempts && storage.IsTransient(exception))
            {
                metrics.Retried();
            }
        }
    }

    private void Report(IReadOnlyList<StorageWrite> writes)
    {
        metrics.Wrote(writes.Count);
        foreach (var write in writes)
            requestWrites.Report(write.Identity, write.Token, [write.Node]);

        if (writes.Count > 0)
            hints.Wrote(writes[^1].Identity, writes[^1].Token);
    }
}
