namespace Reality.Server.Health;

/// <summary>How well this server hears of others. Only speed depends on it.</summary>
/// <param name="Transports">The transports by name, and whether hints of others can arrive by each.</param>
/// <param name="Peers">How many peers are healthy; <see langword="null"/> where nobody knows peers.</param>
/// <param name="ReplicaAge">How long ago the last pull was sent; <see langword="null"/> before the first.</param>
internal sealed record HintHealth(IReadOnlyList<KeyValuePair<string, bool>> Transports, int? Peers, TimeSpan? ReplicaAge)
{
    public bool AreAllConnected => Transports.All(transport => transport.Value);
}
