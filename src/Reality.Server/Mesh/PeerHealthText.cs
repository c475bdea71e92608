namespace Reality.Server.Mesh;

/// <summary>The words of the protocol.</summary>
internal static class PeerHealthText
{
    public static string Of(PeerHealth health) => health switch
    {
        PeerHealth.Healthy => "healthy",
        PeerHealth.Degraded => "degraded",
        PeerHealth.Unhealthy => "unhealthy",
        _ => "unknown",
    };
}
