namespace Reality.Client;

/// <summary>
/// The key cannot be read: it is undeclared, not canonical, gone, or not for this user. The server does not tell these apart.
/// </summary>
public sealed class RealityRefusedException : RealityException
{
    /// <summary>Creates the exception.</summary>
    public RealityRefusedException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public RealityRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public RealityRefusedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
