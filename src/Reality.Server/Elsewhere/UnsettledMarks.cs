using Microsoft.Extensions.Logging;
using Reality.Server.Diagnostics;

namespace Reality.Server.Elsewhere;

/// <summary>
/// Settles that the storage did not take, tried again in the background. Nothing depends on it: their marks are durable, and whoever
/// finds them overdue settles them. Bounded in number and in attempts; nothing runs while there are none.
/// </summary>
internal sealed class UnsettledMarks(TimeProvider time, ILogger<UnsettledMarks> logger) : IDisposable
{
    private const int MaxWaiting = 1_000;
    private const int MaxRounds = 20;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Queue<Func<Task>> _waiting = new();
    private bool _isRunning;

    public void Add(Func<Task> settle)
    {
        lock (_lock)
        {
            if (_waiting.Count >= MaxWaiting || _ended.IsCancellationRequested)
                return;

            _waiting.Enqueue(settle);
            if (_isRunning)
                return;

            _isRunning = true;
        }

        DetachedFlow.Start(RunAsync);
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private async Task RunAsync()
    {
        var pause = FirstPause;
        for (var round = 0; ; round++)
        {
            if (!await PauseAsync(pause) || round == MaxRounds)
                break;

            if (await TryAllAsync())
                return;

            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }

        lock (_lock)
        {
            _waiting.Clear();
            _isRunning = false;
        }
    }

    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, time, _ended.Token);
            return true;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <returns>Whether none is left.</returns>
    private async Task<bool> TryAllAsync()
    {
        while (true)
        {
            Func<Task> settle;
            lock (_lock)
            {
                if (_waiting.Count == 0)
                {
                    _isRunning = false;
                    return true;
                }

                settle = _waiting.Peek();
            }

            try
            {
                await settle();
            }
            catch (Exception exception)
            {
                logger.SettleFailed(exception);
                return false;
            }

            lock (_lock)
                _waiting.Dequeue();
        }
    }
}
