namespace Reality.TypeScript;

/// <summary>What keeps keys from being written, in words for whoever builds. The message is all there is to say.</summary>
internal sealed class KeysException : Exception
{
    public KeysException(string message)
        : base(message)
    {
    }

    public KeysException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public KeysException()
    {
    }
}
