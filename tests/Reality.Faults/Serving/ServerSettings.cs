namespace Reality.Faults.Serving;

/// <summary>What a server is started with.</summary>
internal sealed record ServerSettings
{
    /// <summary>Where it listens.</summary>
    public required int Port { get; init; }

    /// <summary>Its PostgreSQL; <see langword="null"/> where it works on a file.</summary>
    public string? Postgres { get; init; }

    /// <summary>Its SQLite file.</summary>
    public string? Sqlite { get; init; }

    /// <summary>Its Redis, if any.</summary>
    public string? Redis { get; init; }

    /// <summary>Whether PostgreSQL is asked to notify.</summary>
    public bool IsNotified { get; init; }

    /// <summary>Where the files are that no database keeps.</summary>
    public string Files { get; init; } = "";

    /// <summary>Where all servers are; empty where they do not tell each other.</summary>
    public IReadOnlyList<string> Peers { get; init; } = [];

    /// <summary>By how much its answers may lag behind, in milliseconds.</summary>
    public int Staleness { get; init; }

    /// <summary>How many nodes it keeps; 0 for as many as there are.</summary>
    public int Capacity { get; init; }
}
