using Reality.Server.Hints;

namespace Reality.Simulation.World;

/// <summary>A transport whose deliveries are noted on their way.</summary>
internal sealed class ObservedTransport(IRealityHintTransport inner, Action<RealityHint> heard) : IRealityHintTransport
{
    public string Name => inner.Name;

    public bool IsConnected => inner.IsConnected;

    public Task RunAsync(Action<RealityHint> received, CancellationToken stopping) =>
        inner.RunAsync(
            hint =>
            {
                heard(hint);
                received(hint);
            },
            stopping);

    public Task SendAsync(RealityHint hint, CancellationToken cancellationToken) => inner.SendAsync(hint, cancellationToken);
}
