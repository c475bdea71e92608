using Reality.Server.Storage;

namespace Reality.Server.Families;

/// <summary>What a key's own row and its family's say together.</summary>
/// <param name="Bumps">The key's bumps, its own and its family's. Without a row, or with a tombstone below it, the family's floor stands for its own.</param>
/// <param name="Hash">The hash of exactly this version; <see langword="null"/> where none is known.</param>
internal readonly record struct KeyNode(long Bumps, string? Hash)
{
    public static KeyNode Of(in StorageNode? own, in StorageNode? family) => Of(
        own?.Version ?? 0,
        own?.Hash,
        own?.FamilyVersion ?? 0,
        family?.Version ?? 0,
        family?.Floor ?? 0);

    /// <param name="version">The key's own bumps; 0 where it has no row.</param>
    /// <param name="hash">Its hash; empty for a tombstone.</param>
    /// <param name="hashedUnder">The family's version that was read before the hash was computed.</param>
    /// <param name="family">The family's bumps.</param>
    /// <param name="floor">What keys of the family without a row count from.</param>
    public static KeyNode Of(long version, string? hash, long hashedUnder, long family, long floor)
    {
        if (version == 0)
            return new KeyNode(floor + family, Hash: null);

        // Whether a tombstone's row has been pruned is not told, so one that is held counts as one that has gone (2b). A hash counts only
        // while nothing was said of the whole family since it was computed (1a).
        var own = hash is "" ? Math.Max(version, floor) : version;
        return new KeyNode(own + family, hashedUnder == family ? hash : null);
    }
}
