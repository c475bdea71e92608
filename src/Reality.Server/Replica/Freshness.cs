using Reality.Server.Storage;

namespace Reality.Server.Replica;

/// <summary>
/// How old a state may be that a request is answered from. Without a word of what the client has seen, and where no staleness is allowed,
/// an answer reflects all writes committed before its request arrived, so the request waits for a pull that is sent after that.
/// </summary>
internal static class Freshness
{
    /// <summary>Whether a state that was pulled before the request arrived shows all that its client has seen (3d).</summary>
    /// <param name="keys">The keys with what was found.</param>
    /// <param name="seen">The highest token that the client saw.</param>
    /// <param name="epoch">The epoch that it saw it in. Tokens of another epoch, or of one that is not said, cannot be compared.</param>
    /// <param name="state">The state that the keys were read from.</param>
    public static bool Covers(AskedKeys keys, long seen, string? epoch, ReplicaState state) =>
        epoch == state.Identity.Epoch && seen <= state.Token && !IsAnyAbove(keys, state);

    /// <summary>
    /// Whether a state that was pulled for the request must be looked at again: the client knows a version that the storage does not.
    /// Tokens are no reason, since a token is conservative: behind an old transaction it stays below writes that are visible already.
    /// </summary>
    public static bool NeedsAnotherPull(AskedKeys keys, string? epoch, ReplicaState state) =>
        (epoch is null || epoch == state.Identity.Epoch) && IsAnyAbove(keys, state);

    private static bool IsAnyAbove(AskedKeys keys, ReplicaState state)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            ref var key = ref keys[i];
            if (key.IsReadable && key.Known > EffectiveVersion.Of(state.Identity, key.Version))
                return true;
        }

        return false;
    }
}
