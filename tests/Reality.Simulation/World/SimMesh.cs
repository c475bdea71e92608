using Reality.Server.Mesh;

namespace Reality.Simulation.World;

/// <summary>Where the servers' meshes meet. A message reaches the peer's own code, and its answer comes back, or one of them is lost.</summary>
internal sealed class SimMesh(Network network) : IMeshLink
{
    private readonly Dictionary<string, MeshGossip> _servers = new(StringComparer.Ordinal);

    public long Calls { get; private set; }

    public static string UrlOf(int server) => $"http://server-{server:0000}:80";

    public void Join(int server, MeshGossip gossip) => _servers[new Uri(UrlOf(server)).Host] = gossip;

    public void Leave(int server) => _servers.Remove(new Uri(UrlOf(server)).Host);

    public async Task<MeshMessage> ExchangeAsync(Uri peer, MeshMessage message, CancellationToken cancellationToken)
    {
        Calls++;
        await network.TravelAsync();
        if (network.IsLost() || !_servers.TryGetValue(peer.Host, out var gossip))
            throw new IOException("The peer does not answer.");

        var answer = gossip.Receive(message);
        if (network.IsDoubled())
            gossip.Receive(message);

        await network.TravelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return network.IsLost() ? throw new IOException("The answer is lost.") : answer;
    }
}
