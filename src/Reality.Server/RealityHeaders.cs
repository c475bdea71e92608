namespace Reality.Server;

/// <summary>The headers that responses carry.</summary>
internal static class RealityHeaders
{
    /// <summary>The effective version of the payload's node.</summary>
    public const string Version = "Reality-Version";

    /// <summary>The token to send as <c>seen</c>.</summary>
    public const string Seen = "Reality-Seen";

    /// <summary>The keys that the request's writes bumped, with their versions.</summary>
    public const string Bumped = "Reality-Bumped";
}
