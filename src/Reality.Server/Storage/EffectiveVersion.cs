namespace Reality.Server.Storage;

/// <summary>The version on the wire: base, one for the state before the first recorded write, and the key's own bumps.</summary>
internal static class EffectiveVersion
{
    public static long Of(StorageIdentity identity, long own) => identity.Base + 1 + own;
}
