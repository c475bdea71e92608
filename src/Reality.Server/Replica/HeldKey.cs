namespace Reality.Server.Replica;

/// <summary>One entry that a held sync watches. Links stand in the objects themselves; guarded by the table's lock.</summary>
/// <param name="watch">Who is told.</param>
/// <param name="entry">What is watched; it is pinned meanwhile.</param>
/// <param name="known">The version that the client holds.</param>
internal sealed class HeldKey(HeldWatch watch, ReplicaEntry entry, long known)
{
    private HeldKey? _previous;
    private HeldKey? _next;

    public ReplicaEntry Entry { get; } = entry;

    public long Known { get; } = known;

    public void Link()
    {
        _next = Entry.Held;
        if (_next is not null)
            _next._previous = this;

        Entry.Held = this;
    }

    public void Unlink()
    {
        if (_previous is null)
            Entry.Held = _next;
        else
            _previous._next = _next;

        if (_next is not null)
            _next._previous = _previous;

        _previous = _next = null;
    }

    /// <summary>Tells all who watch the entry.</summary>
    public void TellAll()
    {
        for (var held = this; held is not null; held = held._next)
            held.Tell();
    }

    private void Tell() => watch.Tell();
}
