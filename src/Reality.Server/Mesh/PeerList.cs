namespace Reality.Server.Mesh;

/// <summary>What is known of the peers at one moment.</summary>
internal sealed class PeerList
{
    /// <summary>A sync answer names some peers, not a thousand.</summary>
    private const int MaxListed = 16;

    public PeerList(IReadOnlyCollection<MeshPeer> peers)
    {
        MeshPeer[] others = [.. peers.Where(peer => !peer.IsSelf)];
        Count = others.Length;
        HealthyCount = others.Count(peer => peer.Health == PeerHealth.Healthy);
        IsConnected = others.Length == 0 || others.Any(peer => peer.Health != PeerHealth.Unhealthy);
        All = [.. others.OrderBy(peer => peer.Health != PeerHealth.Healthy).Take(MaxListed).Select(peer => (Address(peer), peer.Health))];
        Healthy = [.. All.Where(peer => peer.Health == PeerHealth.Healthy).Select(peer => peer.Url)];
    }

    public int Count { get; }

    public int HealthyCount { get; }

    /// <summary>Whether hints have somewhere to go: not every peer failed.</summary>
    public bool IsConnected { get; }

    /// <summary>The addresses for clients and how they fare, the healthy ones first.</summary>
    public IReadOnlyList<(string Url, PeerHealth Health)> All { get; }

    /// <summary>Where clients may turn to.</summary>
    public IReadOnlyList<string> Healthy { get; }

    private static string Address(MeshPeer peer) => peer.ClientUrl ?? peer.UrlText;
}
