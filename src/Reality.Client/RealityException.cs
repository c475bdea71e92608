using System.Net;

namespace Reality.Client;

/// <summary>A sync, a payload or a mutation failed.</summary>
public class RealityException : Exception
{
    /// <summary>Creates the exception.</summary>
    public RealityException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public RealityException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public RealityException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The server's status code; <see langword="null"/> where no answer came.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>Whether the same request can succeed later: no answer, a time-out, 408, 425, 429 or 5xx but 501. The engine retries these by itself.</summary>
    public bool IsTransient { get; init; }

    /// <summary>How long the server asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
