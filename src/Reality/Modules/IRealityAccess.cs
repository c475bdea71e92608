using System.Security.Claims;

namespace Reality;

/// <summary>
/// Decides which keys of one template a user may read, for a whole set at once. Register it as a service; it then answers for every
/// key of a template that has a policy, in place of evaluating the policy once a key.
/// </summary>
/// <typeparam name="TKey">The generated key struct.</typeparam>
public interface IRealityAccess<TKey>
    where TKey : struct, IRealityKey
{
    /// <summary>The keys among <paramref name="keys"/> that the user may read. Called once per template and request.</summary>
    ValueTask<IReadOnlyCollection<TKey>> FilterAsync(ClaimsPrincipal user, IReadOnlyList<TKey> keys, CancellationToken cancellationToken);
}
