namespace Reality.Server.Hints;

/// <summary>
/// Knows the other servers of the cluster. Registered as a singleton where there is one; sync answers list its peers so that clients can
/// go to another server when theirs is away.
/// </summary>
public interface IRealityPeers
{
    /// <summary>The peers that answered lately, as clients reach them. Cheap to read: every sync answer does.</summary>
    IReadOnlyList<string> HealthyPeers { get; }

    /// <summary>
    /// All peers that clients may be told of, and how they fare, each URL once. Clients of the original library are told these; without
    /// an implementation of its own, <see cref="HealthyPeers"/>.
    /// </summary>
    IReadOnlyList<RealityPeer> Peers => [.. HealthyPeers.Distinct().Select(url => new RealityPeer(url, RealityPeerHealth.Healthy))];
}
