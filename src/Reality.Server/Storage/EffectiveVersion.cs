namespace Reality.Server.Storage;

/// <summary>
/// The version on the wire: base, one for the state before the first recorded write, and the key's bumps, its own (or its family's floor
/// where no write was recorded) and its family's.
/// </summary>
internal static class EffectiveVersion
{
    public static long Of(StorageIdentity identity, long bumps) => identity.Base + 1 + bumps;

    /// <summary>As of the bump that made the node, which read its family.</summary>
    public static long Of(StorageIdentity identity, in StorageNode node) => Of(identity, node.Version + node.FamilyVersion);
}
