namespace Reality.Server.Hints;

/// <summary>Another server of the cluster, as clients are told of it.</summary>
/// <param name="Url">Where clients reach it.</param>
/// <param name="Health">How it fares.</param>
public readonly record struct RealityPeer(string Url, RealityPeerHealth Health);
