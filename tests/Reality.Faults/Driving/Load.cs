namespace Reality.Faults.Driving;

/// <summary>What is asked of the servers.</summary>
internal sealed record Load
{
    /// <summary>Few views on one file, much written and all fetched: everyone meets everyone.</summary>
    public static Load OnFile { get; } = new() { Clients = 10, Rooms = 5, Others = 1, Writes = 25, Fetches = 100, Slow = 0, Idle = 35 };

    /// <summary>How many servers there are.</summary>
    public int Servers { get; init; } = 3;

    /// <summary>How many clients, each with one request at a time.</summary>
    public int Clients { get; init; } = 192;

    /// <summary>How many rooms.</summary>
    public int Rooms { get; init; } = 24;

    /// <summary>How many views of each other kind.</summary>
    public int Others { get; init; } = 2;

    /// <summary>Of a hundred clients, how many only wait for changes.</summary>
    public int Watchers { get; init; }

    /// <summary>How long a client that does not wait for changes does nothing after each thing, in milliseconds.</summary>
    public int Rest { get; init; }

    /// <summary>Of a hundred things that a client does, how many are writes.</summary>
    public int Writes { get; init; } = 6;

    /// <summary>Of a hundred payloads that are due, how many are fetched at once.</summary>
    public int Fetches { get; init; } = 2;

    /// <summary>Of a hundred writes, how many raise a whole family.</summary>
    public int Families { get; init; } = 1;

    /// <summary>Of a hundred writes, how many are joined, begun by hand, detached, of a version alone, to a file.</summary>
    public (int Joined, int Begun, int Detached, int Nodes, int Files) Kinds { get; init; } = (15, 10, 5, 4, 3);

    /// <summary>Of a hundred writes, how many change nothing.</summary>
    public int Idle { get; init; } = 20;

    /// <summary>Of a hundred writes, how many take their time.</summary>
    public int Slow { get; init; } = 4;
}
