namespace Reality.Faults.History;

/// <summary>
/// A write, from the moment it was sent until its answer came. All times of a history are microseconds of one clock, which is also the
/// database's.
/// </summary>
/// <param name="Client">Who sent it.</param>
/// <param name="Id">Which write.</param>
/// <param name="Start">When it was sent.</param>
/// <param name="End">When its answer came.</param>
/// <param name="Outcome">What the answer said.</param>
/// <param name="Bumped">The versions that the answer told.</param>
/// <param name="Server">Who it was sent to.</param>
public sealed record Write(
    int Client,
    string Id,
    long Start,
    long End,
    Outcome Outcome,
    IReadOnlyDictionary<string, long> Bumped,
    int Server = 0)
{
    /// <summary>Whether its commit leaves a line in the application's table; one that only raises a version, or writes to a file, leaves none.</summary>
    public bool LeavesLine { get; init; } = true;
}

/// <summary>What an answer told of one key: the version that was known, and the one it told, or 0 for "unchanged".</summary>
public readonly record struct Told(string Key, long Known, long Version)
{
    /// <summary>The version that the client holds from then on.</summary>
    public long Holds => Version == 0 ? Known : Version;
}

/// <summary>The answer to a sync.</summary>
/// <param name="Client">Who asked.</param>
/// <param name="Start">When it was asked for.</param>
/// <param name="End">When it came.</param>
/// <param name="Epoch">The epoch it names.</param>
/// <param name="Told">What it told.</param>
public sealed record Answer(int Client, long Start, long End, string Epoch, IReadOnlyList<Told> Told)
{
    /// <summary>By how much the server that answered may lag behind, in microseconds. Never behind what the client has seen.</summary>
    public long Staleness { get; init; }

    /// <summary>Who answered.</summary>
    public int Server { get; init; }

    /// <summary>How long the client was willing to wait for a change, in microseconds.</summary>
    public long Wait { get; init; }
}

/// <summary>The answer to a request for a payload.</summary>
/// <param name="Client">Who asked.</param>
/// <param name="Key">What for.</param>
/// <param name="Start">When it was asked for.</param>
/// <param name="End">When it came.</param>
/// <param name="Version">The version that it was labelled with.</param>
/// <param name="Value">The content, or that in the client's hand where the server said that it is still the same.</param>
/// <param name="Writes">How many writes the content includes; -1 where the server said that it is still the same.</param>
public sealed record Payload(int Client, string Key, long Start, long End, long Version, long Value, long Writes);

/// <summary>A refetch that a client skipped, since the node's hash equals that of the payload in its hand.</summary>
public sealed record Skip(int Client, string Key, long Version, long HeldValue);

/// <summary>Something that a user was told of a key that is not for that user.</summary>
public sealed record Leak(int Client, string What);

/// <summary>What a server told at the end, when nothing was under way any more: versions of all keys.</summary>
public sealed record Audit(string Epoch, IReadOnlyDictionary<string, long> Versions);

/// <summary>A client's content of a key that is kept outside of the database, at the end, and what is there.</summary>
public sealed record AuditedContent(int Client, string Key, long Held, long True);

/// <summary>A time during which a fault was at work.</summary>
public readonly record struct Disturbance(string What, long Start, long End);
