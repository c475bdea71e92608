namespace Reality.Server.Replica;

/// <summary>
/// One pull at a time. Whoever comes while one is in flight waits for the next, which is sent after they arrived (3c); all of them share
/// it. Nothing runs when nobody asks.
/// </summary>
/// <param name="send">Sends one pull with the keys that ride with it, and applies what it finds.</param>
internal sealed class SharedPulls(Func<IReadOnlyCollection<string>, Task> send)
{
    // More keys than this ride with the pull after.
    private const int MaxKeys = 50_000;

    private readonly Lock _lock = new();
    private PullBatch? _waiting;
    private bool _sending;

    /// <summary>Waits for a pull that is sent after this call.</summary>
    /// <param name="misses">Keys to read with it.</param>
    /// <param name="cancellationToken">Looked at once the pull is over, which is others' too.</param>
    public async Task JoinAsync(List<string>? misses, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (batch, isMine, isFirst) = Enter(misses);
            if (isFirst)
                DetachedFlow.Start(() => SendAllAsync(batch));

            // A pull's time is bounded, so one whose client went away waits for it like the others: to leave earlier costs each of them more.
            if (isMine)
                await batch.Done;
            else
                await batch.Done.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

            cancellationToken.ThrowIfCancellationRequested();
            if (isMine)
                return;
        }
    }

    private (PullBatch Batch, bool IsMine, bool IsFirst) Enter(List<string>? misses)
    {
        lock (_lock)
        {
            var batch = _waiting ??= new PullBatch();
            if (misses is not null && batch.Keys.Count > 0 && batch.Keys.Count + misses.Count > MaxKeys)
                return (batch, false, false);

            batch.Add(misses);
            if (_sending)
                return (batch, true, false);

            _sending = true;
            _waiting = null;
            return (batch, true, true);
        }
    }

    private async Task SendAllAsync(PullBatch batch)
    {
        while (true)
        {
            try
            {
                await send(batch.Keys);
                batch.Succeed();
            }
            catch (Exception exception)
            {
                batch.Fail(exception);
            }

            lock (_lock)
            {
                if (_waiting is null)
                {
                    _sending = false;
                    return;
                }

                batch = _waiting;
                _waiting = null;
            }

            // This thread may belong to a request that has its answer now.
            await Task.Yield();
        }
    }
}
