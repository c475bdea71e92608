namespace Reality.Server;

/// <summary>
/// A commit failed in a way that leaves open whether it took place, for instance because the connection broke before the answer came.
/// The write and the versions it raises took place together or not at all; which of the two must be found out by reading.
/// </summary>
public sealed class RealityCommitException : Exception
{
    /// <summary>Creates the exception with a message and its cause.</summary>
    public RealityCommitException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public RealityCommitException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public RealityCommitException()
    {
    }
}
