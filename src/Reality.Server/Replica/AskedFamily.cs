namespace Reality.Server.Replica;

/// <summary>The family that the keys of one template count with, looked up once a request. All zero where there is none.</summary>
internal struct AskedFamily
{
    public RealityTemplate? Template;

    /// <summary>The replica's entry, while it is pinned for this request.</summary>
    public ReplicaEntry? Pinned;

    /// <summary>How often it was bumped.</summary>
    public long Version;

    /// <summary>What keys without a row count from.</summary>
    public long Floor;

    public long UpdatedAt;
}
