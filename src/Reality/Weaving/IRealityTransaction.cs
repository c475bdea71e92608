namespace Reality;

/// <summary>A transaction begun by <see cref="IReality.BeginAsync"/>. Disposing it without a commit rolls everything back.</summary>
public interface IRealityTransaction : IAsyncDisposable
{
    /// <summary>Raises the versions of all keys that the joined writes reported, stores their hashes, and commits.</summary>
    /// <param name="cancellationToken">Cancels before the commit is sent; nothing stays.</param>
    /// <exception cref="InvalidOperationException">The transaction is completed, or a call on it is still under way.</exception>
    Task CommitAsync(CancellationToken cancellationToken = default);
}
