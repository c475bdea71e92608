namespace Reality.Generators.Models;

/// <summary>What a write stores as a key's hash; the values of <c>Reality.RealityHash</c>.</summary>
internal enum HashStrategy
{
    Content,
    Value,
    Version,
    Ids,
}

/// <summary>Who may read a key; the values of <c>Reality.RealityAccess</c>.</summary>
internal enum AccessRule
{
    None,
    Public,
    Authenticated,
    Owner,
}

/// <summary>A declared read.</summary>
/// <param name="Key">The key that it declares.</param>
/// <param name="Access">Who may read it.</param>
/// <param name="Policy">The policy that decides, if any.</param>
/// <param name="OwnerSegment">The index of the segment that names the owner, or -1.</param>
/// <param name="Route">The route of the payload, if any.</param>
/// <param name="Hash">What writes store as hash.</param>
/// <param name="Content">How to walk the payload; <see langword="null"/> where it cannot be walked and need not be.</param>
/// <param name="Ids">How to walk the identity of its elements, for the strategy <c>Ids</c>.</param>
internal sealed record ReadModel(
    KeyModel Key,
    AccessRule Access,
    string? Policy,
    int OwnerSegment,
    string? Route,
    HashStrategy Hash,
    ContentModel? Content,
    ContentModel? Ids);
