namespace Reality.Wire;

/// <summary>The names of Reality's HTTP headers.</summary>
public static class RealityHeaders
{
    /// <summary>On a payload: the effective version that it was read at, such as <c>7</c>.</summary>
    public const string Version = "Reality-Version";

    /// <summary>On a payload or a mutation: the <c>serverVersion</c> to send as <c>seen</c>.</summary>
    public const string Seen = "Reality-Seen";

    /// <summary>On a mutation: the keys it bumped, in the form of <see cref="BumpedKeys"/>.</summary>
    public const string Bumped = "Reality-Bumped";
}
