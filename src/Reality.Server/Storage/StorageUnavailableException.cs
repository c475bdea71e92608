namespace Reality.Server.Storage;

/// <summary>The storage cannot be asked now, and any answer would be a guess: 503.</summary>
internal sealed class StorageUnavailableException : Exception
{
    public StorageUnavailableException(Exception innerException)
        : base("The storage cannot be reached.", innerException)
    {
    }

    public StorageUnavailableException(string message)
        : base(message)
    {
    }
}
