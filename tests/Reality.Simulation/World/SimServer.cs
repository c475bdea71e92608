using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reality.Server.Hints;
using Reality.Server.Holding;
using Reality.Server.Mesh;
using Reality.Server.Storage;
using Reality.Server.Sync;

namespace Reality.Simulation.World;

/// <summary>A server: the product's own services, on the simulated clock, network and storage.</summary>
internal sealed class SimServer : IHostApplicationLifetime, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ServiceProvider _services;
    private readonly HintReception _reception;
    private readonly SimWorld _world;
    private readonly int _number;

    public SimServer(SimWorld world, int number, Action<RealityHint>? heard = null)
    {
        _world = world;
        _number = number;
        Storage = new SimStorage(world.Storage, world.Network, world.History);
        _services = Build(world, heard);
        Reality = _services.GetRequiredService<IReality>();
        Sync = _services.GetRequiredService<SyncEndpoint>();
        Held = _services.GetRequiredService<HeldSyncs>();
        _reception = _services.GetServices<IHostedService>().OfType<HintReception>().Single();
    }

    public IServiceProvider Services => _services;

    public SimStorage Storage { get; }

    public IReality Reality { get; }

    public SyncEndpoint Sync { get; }

    public HeldSyncs Held { get; }

    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping => _stopping.Token;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public async Task StartAsync()
    {
        await _services.GetRequiredService<StorageInitialization>().EnsureAsync(CancellationToken.None);
        await _reception.StartAsync(CancellationToken.None);
    }

    public void StopApplication() => _stopping.Cancel();

    public async Task StopAsync()
    {
        _world.Mesh.Leave(_number);
        StopApplication();
        await _reception.StopAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        _services.Dispose();
        _stopping.Dispose();
    }

    private ServiceProvider Build(SimWorld world, Action<RealityHint>? heard)
    {
        var plan = world.Plan;
        var services = new ServiceCollection();
        services.AddReality(options =>
        {
            options.ServerId = $"server-{_number}";
            options.MaxStaleness = plan.MaxStaleness;
            options.ReplicaCapacity = plan.ReplicaCapacity;
            options.MaxHeldSyncs = plan.MaxHeldSyncs;
            options.HeldSyncPollInterval = plan.PollInterval;
        });
        services.AddSingleton<IHostApplicationLifetime>(this);
        services.AddSingleton<TimeProvider>(world.Scheduler.Time);
        services.AddSingleton<IRealityStorage>(Storage);
        services.AddSingleton<RealityModule, SimKeys>();
        if (plan.Hints is "bus" or "both")
            services.AddSingleton(_ => Heard(world.Bus.Connect(), heard));

        if (plan.Hints is "mesh" or "both")
            services.AddSingleton(provider => Heard(Mesh(provider.GetRequiredService<ILogger<MeshGossip>>()), heard));

        return services.BuildServiceProvider();
    }

    private MeshGossip Mesh(ILogger<MeshGossip> logger)
    {
        var options = new MeshOptions { Url = SimMesh.UrlOf(_number), Secret = "a secret of this simulation" };
        foreach (var peer in _world.MeshPeers)
            options.Peers.Add(peer);

        var gossip = new MeshGossip(
            $"server-{_number}",
            options,
            _world.Mesh,
            _world.Scheduler.Time,
            new Random(_world.Network.Random.Next()),
            logger);
        _world.Mesh.Join(_number, gossip);
        return gossip;
    }

    private static IRealityHintTransport Heard(IRealityHintTransport transport, Action<RealityHint>? heard) =>
        heard is null ? transport : new ObservedTransport(transport, heard);
}
