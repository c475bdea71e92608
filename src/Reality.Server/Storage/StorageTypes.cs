using System.Diagnostics.CodeAnalysis;

namespace Reality.Server.Storage;

/// <summary>A key's metadata as stored.</summary>
/// <param name="Key">The key's canonical text.</param>
/// <param name="Version">The number of recorded writes of this key; at least 1.</param>
/// <param name="Hash">An opaque hash; empty for a tombstone; beginning with <c>!</c> where it is a fresh one that no payload has.</param>
/// <param name="UpdatedAt">When the last write was recorded, in Unix milliseconds.</param>
/// <param name="FamilyVersion">
/// The version of the key's family that was read before the hash was computed. Where the family's current version is another one, the
/// hash says nothing any more. 0 where the family was never bumped, or the key has none.
/// </param>
public readonly record struct StorageNode(string Key, long Version, string Hash, long UpdatedAt, long FamilyVersion = 0)
{
    /// <summary>
    /// Only on a family's row: the version that keys of the family without a row of their own count from, because tombstones that were
    /// pruned reached it.
    /// </summary>
    public long Floor { get; init; }

    /// <summary>Whether the key was deleted.</summary>
    public bool IsTombstone => Hash.Length == 0;

    /// <summary>A hash that no payload can have: what a bump stores when the content's hash is not known.</summary>
    public static string FreshHash(long version) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"!{version}");
}

/// <summary>A key whose write is to be recorded.</summary>
/// <param name="Key">The key's canonical text, or a family's: the template with <c>*</c> in place of every placeholder.</param>
/// <param name="Family">The family that the key belongs to, if any.</param>
public readonly record struct StorageBump([StringSyntax(KeyText.KeyOrFamilySyntax)] string Key, string? Family = null)
{
    /// <summary>A key without a family.</summary>
    public static implicit operator StorageBump(string key) => new(key);

    /// <summary>A key without a family.</summary>
    public static StorageBump FromString(string key) => new(key);
}

/// <summary>A durable note that keys may be about to change, for data that is not in the storage's database.</summary>
/// <param name="Id">Which mark.</param>
/// <param name="Bumps">The keys that change if the write takes place.</param>
public sealed record StorageMark(string Id, IReadOnlyList<StorageBump> Bumps);

/// <summary>What a commit recorded.</summary>
/// <param name="Nodes">The nodes as stored, in the order in which they were given.</param>
/// <param name="Token">The commit token that covers the write.</param>
public sealed record StorageCommit(IReadOnlyList<StorageNode> Nodes, long Token);

/// <summary>Who a storage is: what stays the same over one life of it.</summary>
/// <param name="Epoch">A random id of this life of the storage; it changes when the storage is replaced or restored.</param>
/// <param name="Base">What is added to every version, so that versions rise from epoch to epoch. 0 in the first epoch of a database.</param>
/// <param name="Secret">The secret that content hashes are keyed with, <see cref="HashSecret.Length"/> bytes.</param>
public sealed record StorageIdentity(string Epoch, long Base, HashSecret Secret);

/// <summary>Where a pull continues. Opaque: only the storage object that made it understands it.</summary>
public abstract class StorageCursor;

/// <summary>What a pull found.</summary>
/// <param name="Identity">Who the storage is at that moment; where it differs from the last pull's, everything held is void.</param>
/// <param name="Cursor">Where the next pull continues.</param>
/// <param name="Token">
/// The commit token that this state covers: every write whose <see cref="StorageWrite.Token"/> is at or below it is included.
/// </param>
/// <param name="Changed">
/// The nodes that changed since the cursor, each once, tombstones included; without a cursor, all nodes. Empty where
/// <paramref name="Truncated"/>.
/// </param>
/// <param name="Truncated">More nodes changed than the limit allows: what the caller holds beyond <paramref name="Also"/> is void.</param>
/// <param name="Also">The nodes of the further keys, as far as they have one.</param>
public sealed record StorageChanges(
    StorageIdentity Identity,
    StorageCursor Cursor,
    long Token,
    IReadOnlyList<StorageNode> Changed,
    bool Truncated,
    IReadOnlyList<StorageNode> Also)
{
    private readonly long _latest;

    /// <summary>
    /// What an answer from this state tells its client to have seen: no write that it includes has a greater token. At least
    /// <see cref="Token"/>, and above it where writes are visible out of order, behind one that is still under way: a client that was told
    /// of them must not be answered from a state that merely covers <see cref="Token"/>.
    /// </summary>
    public long Latest
    {
        get => Math.Max(_latest, Token);
        init => _latest = value;
    }

    /// <summary>Whether marks are overdue: <see cref="IRealityStorage.SettleOverdueAsync"/> is to be called before anything is answered.</summary>
    public bool HasOverdueMarks { get; init; }

    /// <summary>
    /// How long before the pull was sent the last moment was whose writes are all included. Zero but for what a standby says.
    /// </summary>
    public TimeSpan Age { get; init; }
}

/// <summary>A recorded write.</summary>
/// <param name="Node">The node as stored.</param>
/// <param name="Token">The commit token that covers it.</param>
/// <param name="Identity">Who the storage is, read together with the write: the base of the version belongs to it.</param>
public readonly record struct StorageWrite(StorageNode Node, long Token, StorageIdentity Identity);

/// <summary>A version that does not rise.</summary>
public sealed class RealityVersionException : InvalidOperationException
{
    /// <summary>Names the key and both versions.</summary>
    public RealityVersionException(string key, long stored, long given)
        : base($"The version of '{key}' is {stored} and only rises; {given} was given.")
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public RealityVersionException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public RealityVersionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    public RealityVersionException()
    {
    }
}
