using System.Data.Common;

namespace Reality.Server.Storage;

/// <summary>An open connection to the storage's database. Disposing it gives the connection back.</summary>
public interface IStorageConnection : IAsyncDisposable
{
    /// <summary>The connection.</summary>
    DbConnection Connection { get; }
}

/// <summary>A connection inside one read-only snapshot.</summary>
public interface IStorageSnapshot : IStorageConnection
{
    /// <summary>Who the storage is, read in this snapshot.</summary>
    StorageIdentity Identity { get; }

    /// <summary>The commit token that the snapshot covers.</summary>
    long Token { get; }

    /// <summary>What the snapshot's reader is told to have seen: see <see cref="StorageChanges.Latest"/>.</summary>
    long Latest => Token;

    /// <summary>The nodes of those keys that have one in this snapshot, tombstones included.</summary>
    ValueTask<IReadOnlyDictionary<string, StorageNode>> GetNodesAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken);
}

/// <summary>
/// A write transaction on the storage's database, in which the user's statements run and nodes are bumped. Disposing it without a commit
/// rolls back. Not safe for concurrent use.
/// </summary>
public interface IStorageTransaction : IStorageConnection
{
    /// <summary>
    /// Whether the transaction that <see cref="IRealityStorage.BeginAsync"/> began is still open on the connection: the user's statements
    /// may have ended it.
    /// </summary>
    bool IsOpen { get; }

    /// <summary>Who the storage is, read in this transaction.</summary>
    StorageIdentity Identity { get; }

    /// <summary>
    /// Records one write of each key: versions rise by one, hashes are fresh ones, and the rows stay locked until the end. What the
    /// transaction reads from here on sees every earlier writer of these keys.
    /// </summary>
    /// <param name="bumps">The keys, families among them, distinct, in ordinal order.</param>
    /// <param name="cancellationToken">Cancels the bump.</param>
    /// <returns>The nodes as stored, in the order of <paramref name="bumps"/>, each with the version of its family as read here.</returns>
    ValueTask<IReadOnlyList<StorageNode>> BumpAsync(IReadOnlyList<StorageBump> bumps, CancellationToken cancellationToken);

    /// <summary>Stores the hashes of keys that this transaction bumped, with their families' versions as read by the bump.</summary>
    ValueTask SetHashesAsync(IReadOnlyList<KeyValuePair<string, string>> hashes, CancellationToken cancellationToken);

    /// <summary>
    /// Commits. Where it throws and <see cref="IsOpen"/> is still <see langword="true"/>, nothing was committed; where it throws and
    /// <see cref="IsOpen"/> is <see langword="false"/>, the outcome is unknown, unless <see cref="IRealityStorage.IsTransient"/> says otherwise.
    /// </summary>
    /// <returns>The commit token that covers this write.</returns>
    ValueTask<long> CommitAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Bumps, then commits. A storage that is a network away sends both at once. Where it throws, the same holds as for
    /// <see cref="CommitAsync"/>.
    /// </summary>
    async ValueTask<StorageCommit> BumpAndCommitAsync(IReadOnlyList<StorageBump> bumps, CancellationToken cancellationToken)
    {
        var nodes = await BumpAsync(bumps, cancellationToken).ConfigureAwait(false);
        return new StorageCommit(nodes, await CommitAsync(CancellationToken.None).ConfigureAwait(false));
    }

    /// <summary>
    /// Stores hashes, then commits. A storage that is a network away sends both at once. Where it throws, the same holds as for
    /// <see cref="CommitAsync"/>.
    /// </summary>
    async ValueTask<long> SetHashesAndCommitAsync(IReadOnlyList<KeyValuePair<string, string>> hashes, CancellationToken cancellationToken)
    {
        await SetHashesAsync(hashes, cancellationToken).ConfigureAwait(false);
        return await CommitAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
