using System.Diagnostics;
using Reality.Faults.Faulting;
using Reality.Faults.History;
using Reality.Faults.Serving;
using Reality.Processes.Network;
using Reality.Processes.Redis;
using Reality.Processes.Running;

namespace Reality.Faults.Driving;

/// <summary>A run: servers on one database, clients that read and write through them, and whatever happens to all of them.</summary>
internal sealed class FaultsRun
{
    private readonly IDatabase _database;
    private readonly Aim _aim;
    private readonly Load _load;
    private readonly int _seconds;
    private readonly int _seed;
    private readonly string? _without;
    private readonly ViewNames _names;

    public FaultsRun(IDatabase database, Aim aim, int seconds, int seed, string? without)
    {
        (_database, _aim, _load, _seconds, _seed, _without) = (database, aim, aim.Load, seconds, seed, without);
        Plan = FaultPlan.Draw(new Random(Seeds.Of(seed, -1)), seconds, aim.Mix);
        _names = new ViewNames(_load);
        History = new RunHistory { IsSerial = database.IsSerial };
        foreach (var (key, family) in _names.Counted)
            History.Counted.Add(key, family);
    }

    public RunHistory History { get; }

    public FaultPlan Plan { get; }

    public FaultCounts Faults { get; } = new();

    /// <summary>How long the parts of the run took.</summary>
    public Dictionary<string, TimeSpan> Times { get; } = [];

    public async Task RunAsync()
    {
        var watch = Stopwatch.StartNew();
        await _database.StartAsync();
        await using var hints = _database is PostgresCluster && _aim.HasHints && RedisServer.Missing is null ? new HintNetwork(await RedisServer.StartAsync()) : null;
        using var files = new TemporaryFolder("reality-faults-files-");
        var settings = Enumerable.Range(0, _load.Servers).Select(id => ServerProcess.Listening(_database.Connect(Settings(id, files.Path, hints)))).ToList();
        string[] peers = _database is PostgresCluster && _aim.HasHints ? [.. settings.Select(one => $"http://127.0.0.1:{one.Port}")] : [];
        var servers = settings.Select((one, id) => new ServerProcess(id, one with { Peers = peers }, _without)).ToList();
        using var requests = new Requests();
        try
        {
            await Task.WhenAll(servers.Select(server => server.StartAsync()));
            using var engine = new FaultEngine(Plan, servers, _database, hints, History, Faults);
            await engine.PrepareAsync();
            Take("starting", watch);
            var clients = Enumerable.Range(0, _load.Clients).Select(client => Client(client, servers, requests)).ToList();
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(_seconds));
            await Task.WhenAll([.. clients.Select(client => StepAsync(client, stop.Token)), engine.RunAsync(stop.Token)]);
            Take("running", watch);
            Times.Add("of the processors by the clients", Environment.CpuUsage.TotalTime);
            Times.Add("by the servers", TimeSpan.FromTicks(servers.Sum(server => server.ProcessorTime.Ticks)));
            await AuditAsync(servers, clients, requests, files.Path);
            Take("asking at the end", watch);
            foreach (var server in servers.Where(server => server.Output.Length > 0))
                Complaints.Add(server.Output);
        }
        finally
        {
            foreach (var server in servers)
                server.Dispose();
        }

        History.Lives.Add(new Life(long.MaxValue, await _database.ReadAsync()));
    }

    private void Take(string part, Stopwatch watch)
    {
        Times.Add(part, watch.Elapsed);
        watch.Restart();
    }

    // One of them may lag behind.
    private ServerSettings Settings(int id, string files, HintNetwork? hints) => new()
    {
        Port = 0,
        Files = files,
        Redis = _aim.IsDeaf ? $"127.0.0.1:{Loopback.FreePort()}" : hints?.Address,
        IsNotified = _aim.HasHints || _aim.IsDeaf,
        Staleness = id == 0 ? _aim.Staleness : 0,
        Capacity = _aim.Capacity,
    };

    private LightClient Client(int id, List<ServerProcess> servers, Requests requests) =>
        new(id, new Random(Seeds.Of(_seed, id)), servers, requests, _load, _names, History);

    private static async Task StepAsync(LightClient client, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
                await client.StepAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    // Nothing is under way any more: every client, at every server, must hear of everything.
    private async Task AuditAsync(List<ServerProcess> servers, List<LightClient> clients, Requests requests, string files)
    {
        // Longer than a mark lasts whose owner is gone.
        await Task.Delay(FaultsServer.MarkTimeout + TimeSpan.FromSeconds(0.5));
        foreach (var server in servers)
        {
            await Task.WhenAll(clients.Select(client => client.AuditAsync(server, CancellationToken.None)));
            for (var user = 0; user < 4; user++)
                History.Audits.Add(await Client(1_000 + (server.Id * 4) + user, servers, requests).TellAsync(server, CancellationToken.None));
        }

        foreach (var client in clients)
        {
            foreach (var (file, held) in client.HeldFiles)
            {
                var info = new FileInfo(Path.Combine(files, file["file:".Length..]));
                History.Contents.Add(new AuditedContent(client.Id, file, held, info.Exists ? info.Length : 0));
            }
        }
    }
}
