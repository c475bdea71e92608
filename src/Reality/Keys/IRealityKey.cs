namespace Reality;

/// <summary>A key: the name of one view of the data, in its canonical text form.</summary>
public interface IRealityKey
{
    /// <summary>The key's canonical text, ASCII, at most 512 bytes, such as <c>chat:room:general</c>.</summary>
    /// <exception cref="InvalidOperationException">The key is the default value of its struct and names nothing.</exception>
    string Text { get; }
}

/// <summary>A key that carries the type of the payload behind it.</summary>
/// <typeparam name="T">The payload.</typeparam>
public interface IRealityKey<out T> : IRealityKey;
