namespace Reality.Server.Hints;

/// <summary>How another server fares, as far as this one has tried.</summary>
public enum RealityPeerHealth
{
    /// <summary>Never called.</summary>
    Unknown,

    /// <summary>It answered in time.</summary>
    Healthy,

    /// <summary>It answered late, or failed to once or twice.</summary>
    Degraded,

    /// <summary>It failed to answer three times or more.</summary>
    Unhealthy,
}
