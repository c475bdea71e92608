using Reality.Server.Storage;

namespace Reality.Server.Replica;

/// <summary>
/// How old a state may be that a request is answered from. There is one policy so far: every answer reflects all writes committed before
/// its request arrived, so every request waits for a pull that is sent after its arrival.
/// </summary>
internal static class Freshness
{
    /// <summary>Whether a first answer must be looked at again in the light of what the client says it has seen.</summary>
    /// <param name="keys">The keys with what was found.</param>
    /// <param name="seen">The highest token that the client saw, if it says.</param>
    /// <param name="epoch">The epoch that the client saw it in, if it says.</param>
    /// <param name="state">The state that the keys were read from.</param>
    public static bool NeedsAnotherPull(AskedKeys keys, long? seen, string? epoch, ReplicaState state)
    {
        // Tokens and versions of another life say nothing about this one.
        if (epoch is not null && epoch != state.Identity.Epoch)
            return false;

        if (seen > state.Token)
            return true;

        for (var i = 0; i < keys.Count; i++)
        {
            ref var key = ref keys[i];
            if (key.IsReadable && key.Known > EffectiveVersion.Of(state.Identity, key.Version))
                return true;
        }

        return false;
    }
}
