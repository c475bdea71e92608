using System.Globalization;
using System.Text;
using Reality.Server.Storage.InMemory;
using Reality.Simulation.Checking;
using Reality.Simulation.Scheduling;

namespace Reality.Simulation.World;

/// <summary>Everything that one schedule runs in.</summary>
internal sealed class SimWorld
{
    private readonly StringBuilder? _trace;

    public SimWorld(int seed, Plan plan, bool keepTrace)
    {
        Plan = plan;
        Scheduler = new Scheduler(seed);
        Random = new Random(seed + 1);
        Network = new Network(Scheduler, new Random(seed + 2), plan);
        Storage = new InMemoryRealityStorage(Scheduler.Time);
        History = new History(Scheduler.Time);
        History.Began(Storage.InitializeAsync(CancellationToken.None).AsTask().Result);
        Bus = new SharedBus(Network);
        Mesh = new SimMesh(Network);
        MeshPeers = [.. Enumerable.Range(0, plan.Servers).Select(SimMesh.UrlOf)];
        _trace = keepTrace ? new StringBuilder() : null;
    }

    public Plan Plan { get; }

    public Scheduler Scheduler { get; }

    public VirtualTime Time => Scheduler.Time;

    /// <summary>Draws what is done, apart from what draws its order and its delays.</summary>
    public Random Random { get; }

    public Network Network { get; }

    public InMemoryRealityStorage Storage { get; }

    public History History { get; }

    public SharedBus Bus { get; }

    public SimMesh Mesh { get; }

    public IReadOnlyList<string> MeshPeers { get; }

    public List<SimServer> Servers { get; } = [];

    public string Trace => _trace?.ToString() ?? "";

    public SimServer AnyServer() => Servers[Random.Next(Servers.Count)];

    public void Note(string what) => _trace?.AppendLine(CultureInfo.InvariantCulture, $"{Time.Now.TotalMilliseconds,12:0.000} {what}");
}
