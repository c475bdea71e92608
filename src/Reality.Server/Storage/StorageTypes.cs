namespace Reality.Server.Storage;

/// <summary>A key's metadata as stored.</summary>
/// <param name="Key">The key's canonical text.</param>
/// <param name="Version">The number of recorded writes of this key; at least 1.</param>
/// <param name="Hash">An opaque hash; empty for a tombstone; beginning with <c>!</c> where it is a fresh one that no payload has.</param>
/// <param name="UpdatedAt">When the last write was recorded, in Unix milliseconds.</param>
public readonly record struct StorageNode(string Key, long Version, string Hash, long UpdatedAt)
{
    /// <summary>Whether the key was deleted.</summary>
    public bool IsTombstone => Hash.Length == 0;

    /// <summary>A hash that no payload can have: what a bump stores when the content's hash is not known.</summary>
    public static string FreshHash(long version) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"!{version}");
}

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
    IReadOnlyList<StorageNode> Also);

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
