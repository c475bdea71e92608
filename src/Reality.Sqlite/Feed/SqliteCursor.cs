using Reality.Server.Storage;
using Reality.Sqlite.Connections;
using Reality.Sqlite.Marks;

namespace Reality.Sqlite.Feed;

/// <summary>What a pull saw: the state, and the mark that was read on a connection before it.</summary>
internal sealed class SqliteCursor(
    object owner,
    StorageIdentity identity,
    long sequence,
    StorageConnection markedOn,
    long mark,
    DueMarks due) : StorageCursor
{
    public object Owner { get; } = owner;

    public StorageIdentity Identity { get; } = identity;

    public long Sequence { get; } = sequence;

    /// <summary>Marks of different connections cannot be compared.</summary>
    public StorageConnection MarkedOn { get; } = markedOn;

    public long Mark { get; } = mark;

    /// <summary>When marks of writes elsewhere fall due, as of the mark.</summary>
    public DueMarks Due { get; } = due;
}
