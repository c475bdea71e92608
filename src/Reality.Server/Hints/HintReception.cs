using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reality.Server.Diagnostics;

namespace Reality.Server.Hints;

/// <summary>Runs the receiving ends of the transports while the server runs. With none there is nothing to run.</summary>
internal sealed class HintReception(
    IEnumerable<IRealityHintTransport> transports,
    HintInbox inbox,
    TimeProvider time,
    ILogger<HintReception> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll(transports.Select(RunAsync));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping.Cancel();
        return EndAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task EndAsync(CancellationToken cancellationToken) =>
        await _running.WaitAsync(cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    // Transports reconnect by themselves. One that ends or throws all the same is begun again: hints are worth no server's life.
    private async Task RunAsync(IRealityHintTransport transport)
    {
        var stopping = _stopping.Token;
        var pause = FirstPause;
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            Exception? failure = null;
            try
            {
                await transport.RunAsync(hint => inbox.Receive(transport.Name, hint), stopping);
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            if (stopping.IsCancellationRequested)
                return;

            // Logged when an outage begins, not with every attempt.
            if (time.GetElapsedTime(started) > LongestPause)
                pause = FirstPause;

            if (pause == FirstPause)
                logger.HintReceptionEnded(transport.Name, failure);

            await Task.Delay(pause, time, stopping)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }
}
