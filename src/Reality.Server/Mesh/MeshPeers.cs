using Reality.Server.Hints;

namespace Reality.Server.Mesh;

/// <summary>Tells sync answers of the mesh.</summary>
internal sealed class MeshPeers(MeshGossip gossip) : IRealityPeers
{
    public IReadOnlyList<string> HealthyPeers => gossip.Peers.Healthy;

    public IReadOnlyList<RealityPeer> Peers => gossip.Peers.All;
}
