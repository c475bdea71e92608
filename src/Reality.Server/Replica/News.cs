using Reality.Server.Storage;

namespace Reality.Server.Replica;

/// <summary>What an answer has to tell a client.</summary>
internal static class News
{
    /// <summary>Whether any readable key has another version than the client holds, or the client's versions are of another epoch.</summary>
    public static bool IsThereAny(AskedKeys keys, string? epoch, ReplicaState state)
    {
        if (epoch is not null && epoch != state.Identity.Epoch)
            return true;

        for (var i = 0; i < keys.Count; i++)
        {
            ref var key = ref keys[i];
            if (key.IsReadable && key.Known != EffectiveVersion.Of(state.Identity, key.Version))
                return true;
        }

        return false;
    }
}
