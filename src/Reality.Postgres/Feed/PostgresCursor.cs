using Reality.Server.Storage;

namespace Reality.Postgres.Feed;

/// <summary>Where a pull continues: behind a snapshot, in one incarnation and epoch.</summary>
internal sealed class PostgresCursor(ChangeFeed owner, string incarnation, string epoch, TransactionSnapshot snapshot) : StorageCursor
{
    public ChangeFeed Owner { get; } = owner;

    public TransactionSnapshot Snapshot { get; } = snapshot;

    /// <summary>Transaction ids of another life say nothing.</summary>
    public bool IsOf(string otherIncarnation, string otherEpoch) => incarnation == otherIncarnation && epoch == otherEpoch;
}
