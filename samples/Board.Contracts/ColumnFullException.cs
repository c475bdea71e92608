namespace Board.Contracts;

/// <summary>A column holds as many cards as it may.</summary>
public sealed class ColumnFullException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ColumnFullException()
        : this("The column is full.")
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public ColumnFullException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public ColumnFullException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
