namespace Reality.Server.Replica;

/// <summary>One key that a request asks for, and what became of it.</summary>
internal struct AskedKey
{
    /// <summary>Where the key's text stands in the request's characters.</summary>
    public int Start;

    public int Length;

    /// <summary>The next key of the same bucket, or -1.</summary>
    public int Next;

    /// <summary>The version that the client holds.</summary>
    public long Known;

    /// <summary>Whether a template forms the key and its access rule lets the user read it. Nothing else is ever looked up.</summary>
    public bool IsReadable;

    public RealityTemplate? Template;

    /// <summary>The replica's entry, while it is pinned for this request.</summary>
    public ReplicaEntry? Pinned;

    /// <summary>Where the family of its template stands among those of the request.</summary>
    public int Family;

    /// <summary>The key's bumps: its own, or its family's floor where no write was recorded, and its family's.</summary>
    public long Version;

    /// <summary>The hash of exactly this version; <see langword="null"/> where none is known: unwritten, or its family was bumped since.</summary>
    public string? Hash;

    public long UpdatedAt;
}
