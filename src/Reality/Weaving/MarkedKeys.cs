namespace Reality;

/// <summary>The keys of a write elsewhere: those marked before it, and those that it reported. Compiled into the server too.</summary>
/// <param name="operation">The name of the writing method, for messages.</param>
internal sealed class MarkedKeys(string operation) : IRealityMark, IRealityElsewhere
{
    private enum Phase
    {
        Marking,
        Writing,
        Ended,
    }

    private readonly Lock _lock = new();
    private readonly SortedSet<string> _marked = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _reported = new(StringComparer.Ordinal);
    private Phase _phase;

    /// <summary>The marked keys and families in ordinal order.</summary>
    public IReadOnlyList<string> Marked
    {
        get
        {
            lock (_lock)
                return [.. _marked];
        }
    }

    /// <summary>The reported keys in ordinal order.</summary>
    public IReadOnlyList<string> Reported
    {
        get
        {
            lock (_lock)
                return [.. _reported];
        }
    }

    /// <summary>Everything that may have changed, in ordinal order.</summary>
    public IReadOnlyList<string> All
    {
        get
        {
            lock (_lock)
                return [.. _marked.Union(_reported).Order(StringComparer.Ordinal)];
        }
    }

    public void Add(IRealityKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var text = TextOf(key);
        lock (_lock)
            Marking().Add(text);
    }

    public void AddFamily(string family)
    {
        var text = new RealityFamily(family).Text;
        lock (_lock)
            Marking().Add(text);
    }

    public void Bump(IRealityKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Bump(TextOf(key));
    }

    public void Bump(RealityFamily family) => Bump(family.Text);

    private void Bump(string text)
    {
        lock (_lock)
        {
            if (_phase == Phase.Ended)
                throw new InvalidOperationException($"'{operation}' has returned and can report no more keys. Await everything inside it.");

            _reported.Add(text);
            if (!_marked.Contains(text) && !_marked.Any(family => IsOf(family, text)))
            {
                throw new InvalidOperationException(
                    $"'{operation}' reports '{text}', which it did not mark before it began: had this process died, nobody would know. "
                    + "Mark the key, or its family where the key is known only from the result.");
            }
        }
    }

    public void Begin() => Move(Phase.Writing);

    public void End() => Move(Phase.Ended);

    private static bool IsOf(string family, string key)
    {
        var segments = family.Split(':');
        var values = key.Split(':');
        return segments.Length == values.Length && segments.Zip(values).All(static pair => pair.First == "*" || pair.First == pair.Second);
    }

    private static string TextOf(IRealityKey key) => KeyText.IsCanonical(key.Text)
        ? key.Text
        : throw new ArgumentException($"'{key.Text}' is not the canonical text of a key, so nobody could ask for it.", nameof(key));

    private SortedSet<string> Marking() =>
        _phase == Phase.Marking ? _marked : throw new InvalidOperationException($"'{operation}' has begun and can mark no more keys.");

    private void Move(Phase phase)
    {
        lock (_lock)
            _phase = phase;
    }
}
