using Reality.Server.Storage;

namespace Reality.Server.Families;

/// <summary>What a key's own row and its family's say together.</summary>
/// <param name="Bumps">The key's bumps, its own and its family's. Without a row, or with a tombstone below it, the family's floor stands for its own.</param>
/// <param name="Hash">The hash of exactly this version; <see langword="null"/> where none is known.</param>
internal readonly record struct KeyNode(long Bumps, string? Hash)
{
    public static KeyNode Of(in StorageNode? own, in StorageNode? family)
    {
        var version = family?.Version ?? 0;
        return own is { } node
            ? new KeyNode((node.IsTombstone ? Math.Max(node.Version, family?.Floor ?? 0) : node.Version) + version, node.FamilyVersion == version ? node.Hash : null)
            : new KeyNode((family?.Floor ?? 0) + version, Hash: null);
    }
}
