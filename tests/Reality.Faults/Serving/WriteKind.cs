namespace Reality.Faults.Serving;

/// <summary>How a write is made.</summary>
internal enum WriteKind
{
    /// <summary>One woven call.</summary>
    Single,

    /// <summary>Several in one lambda.</summary>
    Joined,

    /// <summary>Several in a transaction that was begun by hand.</summary>
    Begun,

    /// <summary>Several in one lambda that outlives its request; nobody hears how it ends.</summary>
    Detached,

    /// <summary>A version alone.</summary>
    Node,

    /// <summary>To a file, which no transaction includes.</summary>
    File,
}
