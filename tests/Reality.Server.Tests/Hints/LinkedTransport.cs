using Reality.Server.Hints;

namespace Reality.Server.Tests.Hints;

/// <summary>Carries hints between servers of one process.</summary>
internal sealed class LinkedTransport : IRealityHintTransport
{
    private static readonly Lock Gate = new();
    private readonly List<LinkedTransport> _others;
    private Action<RealityHint>? _received;

    private LinkedTransport(List<LinkedTransport> all) => _others = all;

    public string Name => "linked";

    public bool IsConnected => _received is not null;

    public static LinkedTransport[] Create(int count)
    {
        var all = new List<LinkedTransport>();
        for (var i = 0; i < count; i++)
            all.Add(new LinkedTransport(all));

        return [.. all];
    }

    public async Task RunAsync(Action<RealityHint> received, CancellationToken stopping)
    {
        _received = received;
        await Task.Delay(Timeout.Infinite, stopping);
    }

    public Task SendAsync(RealityHint hint, CancellationToken cancellationToken)
    {
        lock (Gate)
        {
            foreach (var other in _others)
                other._received?.Invoke(hint);
        }

        return Task.CompletedTask;
    }
}
