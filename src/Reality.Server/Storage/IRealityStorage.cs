using System.Diagnostics.CodeAnalysis;

namespace Reality.Server.Storage;

/// <summary>
/// Where node metadata is kept: the truth that every server answers from. Implementations are safe for concurrent use by any number of
/// servers. The conformance suite in <c>tests/Reality.Storage.Conformance</c> says what is expected of each member.
/// </summary>
/// <remarks>
/// Storages count a key's <em>own</em> bumps: a row's version is the number of recorded writes of that key, and 0 stands for "no row".
/// The server adds base and families (see <see cref="StorageIdentity.Base"/>) to get the version on the wire.
/// </remarks>
public interface IRealityStorage
{
    /// <summary>
    /// The exact type of the connections that <see cref="BeginAsync"/> and <see cref="OpenSnapshotAsync"/> hand out;
    /// <see langword="null"/> where the storage has none and serves single updates alone.
    /// </summary>
    Type? ConnectionType { get; }

    /// <summary>
    /// Whether the connections of <see cref="BeginAsync"/> refuse every commit but the transaction's own. What a transaction wrote that a
    /// user's statement ended is then certainly rolled back, and no version needs to move for it.
    /// </summary>
    bool RefusesForeignCommits => false;

    /// <summary>Creates or migrates what the storage needs, idempotently and safely among concurrent starters, and tells who it is.</summary>
    ValueTask<StorageIdentity> InitializeAsync(CancellationToken cancellationToken);

    /// <summary>The node of a key, tombstones included; <see langword="null"/> where no write was ever recorded.</summary>
    ValueTask<StorageNode?> GetNodeAsync([StringSyntax(KeyText.Syntax)] string key, CancellationToken cancellationToken);

    /// <summary>The nodes of those keys that have one, tombstones included, all read at one moment.</summary>
    ValueTask<IReadOnlyDictionary<string, StorageNode>> GetNodesAsync([StringSyntax(KeyText.Syntax)] IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>Stores a node as given, for import and for repair.</summary>
    /// <exception cref="RealityVersionException">The version is at or below the stored one.</exception>
    ValueTask SetNodeAsync(StorageNode node, CancellationToken cancellationToken);

    /// <summary>Records one write of a key whose hash is not known: the version rises by one, the hash is a fresh one.</summary>
    /// <returns>The node as stored, with the token that covers it.</returns>
    ValueTask<StorageWrite> IncrementVersionAsync(StorageBump bump, CancellationToken cancellationToken);

    /// <summary>Records one write of a key and stores the given hash with it.</summary>
    /// <returns>The node as stored, with the token that covers it.</returns>
    ValueTask<StorageWrite> UpdateNodeAsync(StorageBump bump, string hash, CancellationToken cancellationToken);

    /// <summary>
    /// Turns a key's node into a tombstone: its version rises by one, its hash is empty. Does nothing where the key has no node or is
    /// deleted already.
    /// </summary>
    ValueTask DeleteNodeAsync([StringSyntax(KeyText.Syntax)] string key, CancellationToken cancellationToken);

    /// <summary>
    /// The pull: what changed since a cursor, together with the nodes of some further keys, read at one moment.
    /// </summary>
    /// <param name="since">What the last pull of this storage object returned, or <see langword="null"/> to begin.</param>
    /// <param name="also">Keys whose nodes are asked for whether they changed or not.</param>
    /// <param name="limit">The greatest number of changed nodes to return; beyond it the answer is <see cref="StorageChanges.Truncated"/>.</param>
    /// <param name="cancellationToken">Cancels the pull.</param>
    ValueTask<StorageChanges> ListChangedSinceAsync(
        StorageCursor? since,
        IReadOnlyCollection<string> also,
        int limit,
        CancellationToken cancellationToken);

    /// <summary>Whether <see cref="TryListFromStandbyAsync"/> can ever find anything.</summary>
    bool HasStandby => false;

    /// <summary>
    /// The pull from a copy of the storage that may be a little behind, for requests that allow it. What it finds includes all that
    /// <paramref name="since"/> stands for, is of the same identity, and is neither truncated nor has overdue marks.
    /// </summary>
    /// <param name="since">What the last pull of this storage object returned, from wherever it was.</param>
    /// <param name="also">Keys whose nodes are asked for whether they changed or not.</param>
    /// <param name="limit">The greatest number of changed nodes to return.</param>
    /// <param name="maxAge">How far behind it may be.</param>
    /// <param name="cancellationToken">Cancels the pull.</param>
    /// <returns>
    /// What it found, with its <see cref="StorageChanges.Age"/>; <see langword="null"/> where <see cref="ListChangedSinceAsync"/> has to be
    /// asked, for whatever reason. Never throws but for cancellation.
    /// </returns>
    ValueTask<StorageChanges?> TryListFromStandbyAsync(
        StorageCursor since,
        IReadOnlyCollection<string> also,
        int limit,
        TimeSpan maxAge,
        CancellationToken cancellationToken) => ValueTask.FromResult<StorageChanges?>(null);

    /// <summary>The storage's current commit token, the number that <see cref="StorageChanges.Token"/> of a pull begun now would at least show.</summary>
    ValueTask<long> GetMaxVersionAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Begins a new life of the storage: a new epoch, whose base is the greater of the old base and the clock in microseconds. Everything
    /// that clients and servers hold counts as changed.
    /// </summary>
    ValueTask<StorageIdentity> NewEpochAsync(CancellationToken cancellationToken);

    /// <summary>What servers declared last with <see cref="TryDeclareAsync"/>; <see langword="null"/> where none ever did.</summary>
    ValueTask<string?> GetDeclaredAsync(CancellationToken cancellationToken);

    /// <summary>Stores what this release declares, if nobody stored anything else meanwhile.</summary>
    /// <param name="before">What <see cref="GetDeclaredAsync"/> returned.</param>
    /// <param name="after">What is to be stored. Only the server understands it.</param>
    /// <param name="startsEpoch">Whether the change starts a new epoch, in the same transaction.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns><see langword="false"/> where something else than <paramref name="before"/> is stored.</returns>
    ValueTask<bool> TryDeclareAsync(string? before, string after, bool startsEpoch, CancellationToken cancellationToken);

    /// <summary>Stores a mark whose deadline is reckoned on the storage's own clock.</summary>
    /// <param name="bumps">The keys, distinct, in ordinal order.</param>
    /// <param name="time">How long the owner has; more than zero.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<StorageMark> MarkAsync(IReadOnlyList<StorageBump> bumps, TimeSpan time, CancellationToken cancellationToken);

    /// <summary>Removes a mark, and records one write of each key in the same transaction: the owner's write took place, or may have.</summary>
    /// <param name="mark">The owner's mark; one that a foreign settle kept or the retention removed settles like any other.</param>
    /// <param name="bumps">The keys that changed, distinct, in ordinal order; none where the write certainly did not take place.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The writes, in the order of <paramref name="bumps"/>.</returns>
    ValueTask<IReadOnlyList<StorageWrite>> SettleAsync(
        StorageMark mark,
        IReadOnlyList<StorageBump> bumps,
        CancellationToken cancellationToken);

    /// <summary>
    /// Records one write of each key of the overdue marks and keeps the marks, each with a deadline twice as far away as its last one,
    /// until they are older than <paramref name="retention"/>: an owner that was only paused may still write.
    /// </summary>
    /// <returns>How many marks were settled.</returns>
    ValueTask<int> SettleOverdueAsync(TimeSpan retention, CancellationToken cancellationToken);

    /// <summary>Begins a write transaction on the storage's own database.</summary>
    /// <exception cref="NotSupportedException"><see cref="ConnectionType"/> is <see langword="null"/>.</exception>
    ValueTask<IStorageTransaction> BeginAsync(CancellationToken cancellationToken);

    /// <summary>Opens a connection for reading: outside any transaction.</summary>
    /// <exception cref="NotSupportedException"><see cref="ConnectionType"/> is <see langword="null"/>.</exception>
    ValueTask<IStorageConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Opens a connection inside one read-only snapshot, so that a payload and its node are read at one moment.</summary>
    /// <exception cref="NotSupportedException"><see cref="ConnectionType"/> is <see langword="null"/>.</exception>
    ValueTask<IStorageSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Whether an exception that came out of this storage's connections or transactions is a serialization failure, a deadlock or the
    /// like: the transaction is certainly rolled back, and running it again may succeed.
    /// </summary>
    bool IsTransient(Exception exception) => false;

    /// <summary>Whether the storage can be reached and read now. Never throws but for cancellation.</summary>
    ValueTask<bool> IsHealthyAsync(CancellationToken cancellationToken);
}
