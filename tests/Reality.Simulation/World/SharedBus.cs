using Reality.Server.Hints;

namespace Reality.Simulation.World;

/// <summary>What stands for Redis: whoever publishes reaches all who listen, each in his own time, or not.</summary>
internal sealed class SharedBus(Network network)
{
    private readonly List<Action<RealityHint>> _listeners = [];

    public long Published { get; private set; }

    public long Delivered { get; private set; }

    public IRealityHintTransport Connect() => new Connection(this);

    /// <summary>Delivers to all, as anyone can who reaches it.</summary>
    public void Publish(RealityHint hint)
    {
        Published++;
        foreach (var listener in _listeners.ToArray())
        {
            _ = DeliverAsync(listener, hint);
            if (network.IsDoubled())
                _ = DeliverAsync(listener, hint);
        }
    }

    private async Task DeliverAsync(Action<RealityHint> listener, RealityHint hint)
    {
        await network.TravelAsync();
        if (network.IsLost() || !_listeners.Contains(listener))
            return;

        Delivered++;
        listener(hint);
    }

    private sealed class Connection(SharedBus bus) : IRealityHintTransport
    {
        public string Name => "bus";

        public bool IsConnected => true;

        public async Task RunAsync(Action<RealityHint> received, CancellationToken stopping)
        {
            bus._listeners.Add(received);
            try
            {
                await new TaskCompletionSource().Task.WaitAsync(stopping);
            }
            finally
            {
                bus._listeners.Remove(received);
            }
        }

        public Task SendAsync(RealityHint hint, CancellationToken cancellationToken)
        {
            bus.Publish(hint);
            return bus.IsAway() ? Task.FromException(new IOException("The bus is away.")) : Task.CompletedTask;
        }
    }

    private bool IsAway() => network.IsLost();
}
