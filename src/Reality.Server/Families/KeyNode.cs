using Reality.Server.Storage;

namespace Reality.Server.Families;

/// <summary>What a key's own row and its family's say together.</summary>
/// <param name="Bumps">The key's bumps, its own (or its family's floor where it has no row) and its family's.</param>
/// <param name="Hash">The hash of exactly this version; <see langword="null"/> where none is known.</param>
internal readonly record struct KeyNode(long Bumps, string? Hash)
{
    public static KeyNode Of(in StorageNode? own, in StorageNode? family)
    {
        var version = family?.Version ?? 0;
        return own is { } node
            ? new KeyNode(node.Version + version, node.FamilyVersion == version ? node.Hash : null)
            : new KeyNode((family?.Floor ?? 0) + version, Hash: null);
    }
}
