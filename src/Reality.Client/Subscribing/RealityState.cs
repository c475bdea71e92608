namespace Reality.Client;

/// <summary>What is known of a key at one moment. Immutable.</summary>
/// <typeparam name="T">The payload.</typeparam>
public sealed record RealityState<T>
{
    internal RealityState(string key) => Key = key;

    /// <summary>The key's text.</summary>
    public string Key { get; }

    /// <summary>The payload, with pending mutations applied; the default value where <see cref="HasData"/> is <see langword="false"/>.</summary>
    public T? Data { get; internal init; }

    /// <summary>Whether there is something to show: a payload, or what a pending mutation makes of nothing.</summary>
    public bool HasData { get; internal init; }

    /// <summary>The version of the payload in hand; 0 where there is none.</summary>
    public long Version { get; internal init; }

    /// <summary>Where the key stands.</summary>
    public RealityStatus Status { get; internal init; }

    /// <summary>What went wrong in the last attempt; <see langword="null"/> once one succeeds. The last good data stays beside it.</summary>
    public Exception? Error { get; internal init; }

    /// <summary>Whether there is data to show that is not known to be the newest.</summary>
    public bool IsStale { get; internal init; }

    /// <summary>Whether the data includes mutations that are not yet part of what the server sent.</summary>
    public bool IsPending { get; internal init; }

    /// <summary>Whether the data was shown together with other keys' data that may be of another moment.</summary>
    public bool IsTorn { get; internal init; }

    /// <summary>Counts the changes of <see cref="Data"/>, so that a new object is told from the one shown before.</summary>
    internal long Revision { get; init; }

    /// <summary>Whether a subscriber would see no difference between two states.</summary>
    internal bool SameAs(RealityState<T> other) =>
        Revision == other.Revision && Version == other.Version && Status == other.Status && ReferenceEquals(Error, other.Error)
        && IsStale == other.IsStale && IsPending == other.IsPending && IsTorn == other.IsTorn && HasData == other.HasData;
}
