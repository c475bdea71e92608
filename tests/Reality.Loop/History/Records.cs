namespace Reality.Loop.History;

/// <summary>What became of a write, as far as its client knows.</summary>
public enum Outcome
{
    /// <summary>The server said that it is done.</summary>
    Acknowledged,

    /// <summary>The server said that nothing was done.</summary>
    Failed,

    /// <summary>No answer came.</summary>
    Unknown,
}

/// <summary>A write, from the moment it was sent until its answer came. Times are of one clock.</summary>
public sealed record Write(
    int Client,
    string Id,
    IReadOnlyList<string> Keys,
    long Start,
    long End,
    Outcome Outcome,
    IReadOnlyDictionary<string, long> Bumped);

/// <summary>What an answer told of one key: the version that was known, and the one it told, or 0 for "unchanged".</summary>
public readonly record struct Told(string Key, long Known, long Version)
{
    /// <summary>The version that the client holds from then on.</summary>
    public long Holds => Version == 0 ? Known : Version;
}

/// <summary>The answer to a sync.</summary>
public sealed record Answer(int Client, long Start, long End, IReadOnlyList<Told> Told);

/// <summary>The answer to a request for a payload.</summary>
public sealed record Payload(int Client, string Key, long Start, long End, long Version, long Value);

/// <summary>A refetch that a client skipped, since the node's hash equals that of the payload in its hand.</summary>
public sealed record Skip(int Client, string Key, long Version, long HeldValue);

/// <summary>A committed write, as the ledger has it: its views with their values.</summary>
public sealed record Commit(string Write, IReadOnlyDictionary<string, long> Values);
