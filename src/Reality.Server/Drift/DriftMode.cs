namespace Reality.Server;

/// <summary>
/// What happens where a payload is served whose hash is not the one that the last recorded write stored: something wrote behind Reality's
/// back, such as a script, or a method without an attribute.
/// </summary>
public enum DriftMode
{
    /// <summary>It is counted, logged with the key, and repaired: the key's version is raised, so that clients fetch it again.</summary>
    Heal,

    /// <summary>It is counted and logged with the key.</summary>
    Report,

    /// <summary>Nobody looks.</summary>
    Off,
}
