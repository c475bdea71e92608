using Reality.Generators.Models;

namespace Reality.Generators.Linking;

/// <summary>A read as others see it: what a write needs to know to bump and to hash its key.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Repository">The class that weaves it, as it stands in code.</param>
/// <param name="Hashing">Why no write can hash its key, as far as its own declaration tells.</param>
/// <param name="HasStaticCore">Whether other classes can reach the core.</param>
/// <param name="IsReachable">Whether other classes can name the class.</param>
/// <param name="Bridge">The bridge to the core.</param>
/// <param name="IsByIds">Whether its strategy is <c>Ids</c>.</param>
internal sealed record ReadEntry(KeyModel Key, string Repository, FreshReason Hashing, bool HasStaticCore, bool IsReachable, string Bridge, bool IsByIds)
{
    public ReadReach Reach => new(Repository, Hashing, HasStaticCore, IsReachable);
}

/// <summary>Who can read a view again. The repository is named alike for all that are compared.</summary>
internal readonly record struct ReadReach(string Repository, FreshReason Hashing, bool HasStaticCore, bool IsReachable);
