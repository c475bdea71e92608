using Reality.Postgres.Standby;
using Reality.Server.Storage;

namespace Reality.Postgres.Feed;

/// <summary>Where a pull continues: behind a snapshot, in one incarnation and epoch.</summary>
/// <param name="owner">The feed that understands it.</param>
/// <param name="incarnation">The incarnation that the primary was found in.</param>
/// <param name="identity">Who the storage was.</param>
/// <param name="snapshot">What has been seen.</param>
internal sealed class PostgresCursor(ChangeFeed owner, string incarnation, StorageIdentity identity, TransactionSnapshot snapshot) : StorageCursor
{
    public ChangeFeed Owner { get; } = owner;

    public string Incarnation { get; } = incarnation;

    public StorageIdentity Identity { get; } = identity;

    public TransactionSnapshot Snapshot { get; } = snapshot;

    /// <summary>A place in the log before which everything was logged that has been seen.</summary>
    public required ulong Log { get; init; }

    /// <summary>The primary's clock, as the last pull from it read it.</summary>
    public required PrimaryClock Clock { get; init; }

    /// <summary>The transactions that a standby has shown since then, which the primary may not show yet.</summary>
    public ulong[] Shown { get; init; } = [];

    /// <summary>Transaction ids of another life say nothing.</summary>
    public bool IsOf(string incarnation, string epoch) => Incarnation == incarnation && Identity.Epoch == epoch;
}
