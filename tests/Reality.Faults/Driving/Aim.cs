using Reality.Faults.Faulting;

namespace Reality.Faults.Driving;

/// <summary>What a run does: the load, what happens to it, and how the servers are set.</summary>
/// <param name="Load">What is asked.</param>
/// <param name="Mix">What is done.</param>
internal sealed record Aim(Load Load, IReadOnlyDictionary<FaultKind, int> Mix)
{
    // Few views, much written and all fetched: everyone meets everyone.
    private static readonly Load Crowd = new() { Clients = 24, Rooms = 4, Others = 1, Writes = 35, Fetches = 100, Slow = 0, Idle = 50 };

    /// <summary>By how much one server's answers may lag behind, in milliseconds.</summary>
    public int Staleness { get; init; }

    /// <summary>Whether servers tell each other of writes.</summary>
    public bool HasHints { get; init; } = true;

    /// <summary>Whether each way to tell is there, set up, and fails: Redis is stopped, PostgreSQL refuses to notify, and there is no mesh.</summary>
    public bool IsDeaf { get; init; }

    /// <summary>How many nodes a server keeps; 0 for as many as there are.</summary>
    public int Capacity { get; init; }

    /// <summary>Where a run with everything in its place is sent.</summary>
    public static Aim Everything { get; } = new(new Load { Watchers = 8 }, FaultMixes.Postgres) { Staleness = 250 };

    public static Aim OnFile { get; } = new(Load.OnFile, FaultMixes.Sqlite);

    /// <summary>Where a run without a protection is sent: to where it is needed most, so that seconds are enough.</summary>
    public static Aim At(string protection) => protection switch
    {
        "hash-after-lock" => new(Crowd, FaultMixes.None),
        "bump-in-transaction" => new(Crowd, FaultMixes.None),
        "feed-by-snapshot" => new(Crowd with { Slow = 20 }, FaultMixes.None),
        "incarnation" => new(new Load { Clients = 12, Writes = 20 }, new Dictionary<FaultKind, int> { [FaultKind.RestoreBackup] = 10 }),
        "misses-with-the-pull" => new(Crowd with { Rooms = 12, Fetches = 20 }, FaultMixes.None) { Capacity = 5 },
        "seen" => new(Crowd with { Rooms = 12, Fetches = 10, Slow = 30 }, FaultMixes.None) { Staleness = 1_000, HasHints = false },
        "family-version" => new(Crowd with { Families = 20 }, FaultMixes.None),
        "begin-not-async" => new(Crowd with { Kinds = (0, 70, 0, 0, 0) }, FaultMixes.None),
        "listen-then-check" => new(new Load { Clients = 76, Watchers = 85, Rooms = 30, Others = 0, Writes = 100, Rest = 1_200, Families = 0, Kinds = default }, FaultMixes.None),
        _ => throw new ArgumentException($"Nothing is called '{protection}'.", nameof(protection)),
    };
}
