namespace Reality.Server.Hints;

/// <summary>The words of the protocol.</summary>
internal static class RealityPeerHealthText
{
    public static string ToText(this RealityPeerHealth health) => health switch
    {
        RealityPeerHealth.Healthy => "healthy",
        RealityPeerHealth.Degraded => "degraded",
        RealityPeerHealth.Unhealthy => "unhealthy",
        _ => "unknown",
    };
}
