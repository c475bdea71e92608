using Microsoft.Extensions.Logging;
using Reality.Server.Diagnostics;

namespace Reality.Server.Hints;

/// <summary>
/// What is to be sent by one transport: one message at a time, and whatever is written meanwhile merged into the next, so that a burst
/// of writes costs a few messages and a transport that hangs costs no memory.
/// </summary>
internal sealed class HintOutbox(IRealityHintTransport transport, TimeProvider time, RealityMetrics metrics, ILogger logger)
{
    // Short beside what a person notices, long beside what a message takes.
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private RealityHint? _waiting;
    private bool _sending;
    private bool _isFailing;

    /// <summary>Returns at once and never throws.</summary>
    public void Add(RealityHint hint)
    {
        lock (_lock)
        {
            _waiting = _waiting is { } waiting ? Merge(waiting, hint) : hint;
            if (_sending)
                return;

            _sending = true;
        }

        DetachedFlow.Start(SendAllAsync);
    }

    // Tokens of two epochs cannot be compared; the later write tells the epoch.
    private static RealityHint Merge(RealityHint earlier, RealityHint later) =>
        earlier.Epoch == later.Epoch && earlier.Token > later.Token ? earlier : later;

    private async Task SendAllAsync()
    {
        // The writer does not wait for what a transport does before its first await.
        await Task.Yield();
        while (TryTake(out var hint))
        {
            var started = time.GetTimestamp();
            await SendAsync(hint);
            if (Gap - time.GetElapsedTime(started) is { Ticks: > 0 } rest)
                await Task.Delay(rest, time);
        }
    }

    private bool TryTake(out RealityHint hint)
    {
        lock (_lock)
        {
            hint = _waiting.GetValueOrDefault();
            _sending = _waiting is not null;
            _waiting = null;
            return _sending;
        }
    }

    // A hint that was not sent is not sent again: the next write says more, and no answer depends on it.
    private async Task SendAsync(RealityHint hint)
    {
        try
        {
            using var timeout = new CancellationTokenSource(SendTimeout, time);
            await transport.SendAsync(hint, timeout.Token).WaitAsync(timeout.Token);
            metrics.HintSent(transport.Name);
            if (_isFailing)
                logger.HintsSentAgain(transport.Name);

            _isFailing = false;
        }
        catch (Exception exception)
        {
            metrics.HintFailed(transport.Name);
            if (!_isFailing)
                logger.HintsFailed(transport.Name, exception);

            _isFailing = true;
        }
    }
}
