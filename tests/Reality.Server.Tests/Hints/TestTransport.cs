using System.Threading.Channels;
using Reality.Server.Hints;

namespace Reality.Server.Tests.Hints;

/// <summary>A transport whose other side is the test: it sees what is sent, holds it up or loses it, and brings what it likes.</summary>
internal sealed class TestTransport(string name = "test") : IRealityHintTransport
{
    private readonly Channel<RealityHint> _sent = Channel.CreateUnbounded<RealityHint>();
    private readonly TaskCompletionSource<Action<RealityHint>> _received = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _sending;

    public string Name => name;

    public bool IsConnected { get; set; } = true;

    /// <summary>When not null, every send fails with it.</summary>
    public Exception? Failure { get; set; }

    /// <summary>When not null, every send waits for it.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>Ends the receiving with a failure, as often as it is begun again.</summary>
    public Exception? ReceptionFailure { get; set; }

    public int Receptions { get; private set; }

    public int MostSendsAtOnce { get; private set; }

    public int SentCount => _sent.Reader.Count;

    public ValueTask<RealityHint> NextSentAsync(CancellationToken cancellationToken) => _sent.Reader.ReadAsync(cancellationToken);

    public async Task BringAsync(RealityHint hint) => (await _received.Task.WaitAsync(TimeSpan.FromSeconds(20)))(hint);

    public async Task RunAsync(Action<RealityHint> received, CancellationToken stopping)
    {
        Receptions++;
        if (ReceptionFailure is { } failure)
            throw failure;

        _received.TrySetResult(received);
        await Task.Delay(Timeout.Infinite, stopping);
    }

    public async Task SendAsync(RealityHint hint, CancellationToken cancellationToken)
    {
        MostSendsAtOnce = Math.Max(MostSendsAtOnce, Interlocked.Increment(ref _sending));
        try
        {
            _sent.Writer.TryWrite(hint);
            if (Gate is { } gate)
                await gate.Task.WaitAsync(cancellationToken);

            if (Failure is { } failure)
                throw failure;
        }
        finally
        {
            Interlocked.Decrement(ref _sending);
        }
    }
}
