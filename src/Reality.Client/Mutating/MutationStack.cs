namespace Reality.Client;

/// <summary>
/// The optimistic changes that are not yet part of the truth, in the order in which they were made. The truth is never altered: what is
/// shown is the truth with these applied, so that taking one out touches nothing else.
/// </summary>
internal sealed class MutationStack
{
    private readonly List<PendingLayer> _layers = [];

    internal IReadOnlyList<Layer> LayersOf(string key)
    {
        List<Layer>? found = null;
        foreach (var pending in _layers)
        {
            if (pending.Layer.Key == key)
                (found ??= []).Add(pending.Layer);
        }

        return found ?? (IReadOnlyList<Layer>)[];
    }

    internal IReadOnlyList<PendingLayer> Push(RealityMutation mutation)
    {
        var pushed = mutation.Layers.Select(layer => new PendingLayer(layer)).ToList();
        _layers.AddRange(pushed);
        return pushed;
    }

    /// <summary>Takes a mutation's layers out, wherever in the stack they are.</summary>
    internal void Remove(IReadOnlyList<PendingLayer> layers) => _layers.RemoveAll(layers.Contains);

    internal void Clear() => _layers.Clear();

    /// <summary>Takes out the layers of a key that the truth in hand includes.</summary>
    /// <returns>How many.</returns>
    internal int Confirm(string key, long known) => _layers.RemoveAll(pending => pending.Layer.Key == key && pending.IncludedFrom <= known);

    /// <summary>Takes out what the server accepted for a key that nobody looks at any more: the next truth that is fetched includes it.</summary>
    internal int Forget(string key) => _layers.RemoveAll(pending => pending.Layer.Key == key && pending.Sent);

    /// <summary>An answer to a sync that left after the mutation says at which version the key includes it.</summary>
    internal void Answered(string key, int call, long version)
    {
        foreach (var pending in _layers)
        {
            if (pending.Layer.Key == key && pending.Sent && call >= pending.VerifiedBy)
                pending.IncludedFrom = Math.Min(pending.IncludedFrom, version);
        }
    }

    /// <summary>Versions learned so far mean nothing any more; a later sync has to tell.</summary>
    internal void ForgetVersions(int nextCall, string? key = null)
    {
        foreach (var pending in _layers)
        {
            if (key is null || pending.Layer.Key == key)
                (pending.IncludedFrom, pending.VerifiedBy) = (long.MaxValue, Math.Max(pending.VerifiedBy, nextCall));
        }
    }
}

/// <summary>An optimistic change in the stack.</summary>
internal sealed class PendingLayer(Layer layer)
{
    internal Layer Layer { get; } = layer;

    /// <summary>Whether the server has accepted the mutation.</summary>
    internal bool Sent { get; private set; }

    /// <summary>The number of the first sync that left after the server accepted the mutation.</summary>
    internal int VerifiedBy { get; set; }

    /// <summary>The lowest version known to include the mutation.</summary>
    internal long IncludedFrom { get; set; } = long.MaxValue;

    internal void Accepted(int nextCall, long? bumped)
    {
        Sent = true;
        VerifiedBy = nextCall;
        IncludedFrom = bumped ?? long.MaxValue;
    }
}
