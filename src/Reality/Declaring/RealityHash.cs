namespace Reality;

/// <summary>What a write stores as a key's hash, and so what lets a client skip a fetch.</summary>
public enum RealityHash
{
    /// <summary>The content of the view, walked member by member by generated code. Costs one read inside the write's transaction.</summary>
    Content,

    /// <summary>The scalar itself, for counters and flags. Costs the same read.</summary>
    Value,

    /// <summary>Nothing: every bump gets a fresh hash that no payload has. For hot or very large views.</summary>
    Version,

    /// <summary>
    /// The identity members of a collection's elements, in order: <c>Id</c>, a name that ends in the type's and <c>Id</c>, or what <c>[Key]</c>
    /// marks. Costs the same read and walks less of it. For rows that are only added and removed: a write that is not provably an insert or a
    /// delete gets a fresh hash.
    /// </summary>
    Ids,
}
