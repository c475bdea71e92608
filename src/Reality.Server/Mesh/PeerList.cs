using Reality.Server.Hints;

namespace Reality.Server.Mesh;

/// <summary>What is known of the peers at one moment.</summary>
internal sealed class PeerList
{
    /// <summary>A sync answer names some peers, not a thousand.</summary>
    private const int MaxListed = 16;

    /// <param name="peers">The peers.</param>
    /// <param name="mayBeTold">Whether clients may be told of an address.</param>
    public PeerList(IReadOnlyCollection<MeshPeer> peers, Func<Uri, bool> mayBeTold)
    {
        MeshPeer[] others = [.. peers.Where(peer => !peer.IsSelf)];
        Count = others.Length;
        HealthyCount = others.Count(peer => peer.Health == RealityPeerHealth.Healthy);
        IsConnected = others.Length == 0 || others.Any(peer => peer.Health != RealityPeerHealth.Unhealthy);

        // Servers behind one load balancer have one address, which is as good as the best of them.
        All =
        [
            .. others.OrderBy(peer => Rank(peer.Health))
                .Select(peer => new RealityPeer(Address(peer), peer.Health))
                .DistinctBy(peer => peer.Url, StringComparer.Ordinal)
                .Where(peer => mayBeTold(new Uri(peer.Url)))
                .Take(MaxListed),
        ];
        Healthy = [.. All.Where(peer => peer.Health == RealityPeerHealth.Healthy).Select(peer => peer.Url)];
    }

    public int Count { get; }

    public int HealthyCount { get; }

    /// <summary>Whether hints have somewhere to go: not every peer failed.</summary>
    public bool IsConnected { get; }

    /// <summary>The addresses for clients and how they fare, the healthy ones first.</summary>
    public IReadOnlyList<RealityPeer> All { get; }

    /// <summary>Where clients may turn to.</summary>
    public IReadOnlyList<string> Healthy { get; }

    private static string Address(MeshPeer peer) => peer.ClientUrl ?? peer.UrlText;

    private static int Rank(RealityPeerHealth health) => health switch
    {
        RealityPeerHealth.Healthy => 0,
        RealityPeerHealth.Degraded => 1,
        RealityPeerHealth.Unknown => 2,
        _ => 3,
    };
}
