namespace Reality.Simulation.World;

/// <summary>What one schedule is made of, drawn from its seed.</summary>
internal sealed record Plan
{
    public required int Servers { get; init; }

    public required int Clients { get; init; }

    public required int Actions { get; init; }

    /// <summary>What carries hints: <c>none</c>, <c>bus</c>, <c>mesh</c> or <c>both</c>.</summary>
    public required string Hints { get; init; }

    /// <summary>The longest that one way over the network or to the storage takes.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>The share of messages that are lost, and of those that come twice.</summary>
    public required double Loss { get; init; }

    public required bool HasLiar { get; init; }

    /// <summary>The share of calls of the storage that fail, before or after they did their work.</summary>
    public required double StorageFailures { get; init; }

    public required bool HasRestarts { get; init; }

    public required bool HasNewEpochs { get; init; }

    public required TimeSpan MaxStaleness { get; init; }

    public required int ReplicaCapacity { get; init; }

    public required int MaxHeldSyncs { get; init; }

    public required TimeSpan PollInterval { get; init; }

    /// <summary>A broken storage: a pull shows what was there before it was sent. The check must see it.</summary>
    public bool ReadsAhead { get; init; }

    public bool IsCalm => StorageFailures == 0 && !HasRestarts && !HasNewEpochs;

    public static Plan Draw(Random random) => new()
    {
        Servers = random.Next(1, 5),
        Clients = random.Next(1, 6),
        Actions = random.Next(5, 25),
        Hints = Pick(random, "none", "bus", "mesh", "both"),
        Latency = TimeSpan.FromMilliseconds(Pick(random, 0, 1, 10, 50)),
        Loss = Pick(random, 0, 0, 0.3, 1),
        HasLiar = random.Next(3) == 0,
        StorageFailures = Pick(random, 0, 0, 0.1),
        HasRestarts = random.Next(3) == 0,
        HasNewEpochs = random.Next(4) == 0,
        MaxStaleness = TimeSpan.FromMilliseconds(Pick(random, 0, 0, 300, 5_000, 60_000)),
        ReplicaCapacity = Pick(random, 1, 3, 1_000),
        MaxHeldSyncs = Pick(random, 1, 100),
        PollInterval = TimeSpan.FromMilliseconds(Pick(random, 0, 500, 1_000)),
    };

    private static T Pick<T>(Random random, params T[] values) => values[random.Next(values.Length)];
}
