namespace Reality.Server.Hints;

/// <summary>
/// Knows the other servers of the cluster. Registered as a singleton where there is one; sync answers list its peers so that clients can
/// go to another server when theirs is away.
/// </summary>
public interface IRealityPeers
{
    /// <summary>The peers that answered lately, as clients reach them. Cheap to read: every sync answer does.</summary>
    IReadOnlyList<string> HealthyPeers { get; }
}
