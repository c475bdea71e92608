namespace Reality.Faults.Serving;

/// <summary>A write that was asked to fail.</summary>
public sealed class DeliberateException : Exception
{
    /// <summary>Says so.</summary>
    public DeliberateException()
        : base("This write was asked to fail.")
    {
    }

    /// <summary>Says what.</summary>
    public DeliberateException(string message)
        : base(message)
    {
    }

    /// <summary>Says what and why.</summary>
    public DeliberateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
