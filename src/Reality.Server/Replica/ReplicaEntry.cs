using Reality.Server.Storage;

namespace Reality.Server.Replica;

/// <summary>What the replica holds of one key. Guarded by the table's lock.</summary>
internal sealed class ReplicaEntry(string key)
{
    public string Key { get; } = key;

    /// <summary>Whether it is of a family, not of a key. Families are as few as templates, and every request needs them: they stay.</summary>
    public bool IsFamily { get; } = RealityFamily.IsFamily(key);

    /// <summary>Whether the rest says anything: a key that was asked for the first time is not known before the next pull.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>The key's own bumps; 0 where no write was recorded.</summary>
    public long Version { get; private set; }

    public string? Hash { get; private set; }

    /// <summary>The version of the key's family that the hash was computed after (1a).</summary>
    public long FamilyVersion { get; private set; }

    /// <summary>Only of a family: what its keys without a row count from.</summary>
    public long Floor { get; private set; }

    public long UpdatedAt { get; private set; }

    /// <summary>The number of requests that wait with this key. While there is one, the entry stays.</summary>
    public int Pins { get; set; }

    /// <summary>The first of those who wait for a change of it, if any.</summary>
    public HeldKey? Held { get; set; }

    /// <summary>The entry asked just before this one, in the order of eviction; a pinned entry is not in it.</summary>
    public ReplicaEntry? Older { get; set; }

    public ReplicaEntry? Newer { get; set; }

    public void Set(in StorageNode node)
    {
        // What is delivered twice is no change.
        if (!IsKnown || Version != node.Version || Hash != node.Hash || Floor != node.Floor)
            Held?.TellAll();

        IsKnown = true;
        Version = node.Version;
        Hash = node.Hash;
        FamilyVersion = node.FamilyVersion;
        Floor = node.Floor;
        UpdatedAt = node.UpdatedAt;
    }

    public void SetUnwritten()
    {
        if (IsKnown && Version == 0 && Floor == 0)
            return;

        Forget();
        IsKnown = true;
    }

    public void Forget()
    {
        Held?.TellAll();
        IsKnown = false;
        Version = 0;
        Hash = null;
        FamilyVersion = 0;
        Floor = 0;
        UpdatedAt = 0;
    }
}
