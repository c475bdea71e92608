using Reality.Faults.History;
using Reality.Faults.Serving;

namespace Reality.Faults.Driving;

/// <summary>What the servers share.</summary>
internal interface IDatabase : IAsyncDisposable
{
    /// <summary>Whether commits become visible in one order that the table tells.</summary>
    bool IsSerial { get; }

    /// <summary>Makes it, with the application's table.</summary>
    Task StartAsync();

    /// <summary>How a server reaches it.</summary>
    ServerSettings Connect(ServerSettings settings);

    /// <summary>Reads the table of the life that ends now.</summary>
    Task<IReadOnlyList<Commit>> ReadAsync();
}
