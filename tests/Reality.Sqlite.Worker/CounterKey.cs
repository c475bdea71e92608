namespace Reality.Sqlite.Worker;

/// <summary>The key of a counter: a row whose value is the number of its writes, and so the node's version.</summary>
internal readonly record struct CounterKey(string Name) : IRealityKey<long>
{
    public string Text => KeyText.Create($"counter:{Name}");
}
