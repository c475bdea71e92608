using Reality.Server.Hints;
using Reality.Simulation.World;

namespace Reality.Simulation.Table;

/// <summary>Lets a cluster write and counts what its hints cost.</summary>
internal static class HintRun
{
    private static readonly TimeSpan BurstGap = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    /// <param name="Writes">How many writes there were.</param>
    /// <param name="Sent">Messages sent: calls of peers, or publications.</param>
    /// <param name="Delivered">Where one stands between the servers: what it delivered.</param>
    /// <param name="LastKnows">How long after the last write the last server had heard of it, or of a later one.</param>
    public sealed record Cost(int Writes, long Sent, long? Delivered, TimeSpan LastKnows);

    public static Cost Measure(int seed, int servers, string hints, int writes, int writers)
    {
        var plan = Plan.Draw(new Random(seed)) with
        {
            Servers = servers,
            Hints = hints,
            Latency = TimeSpan.FromMilliseconds(1),
            Loss = 0,
            HasLiar = false,
            StorageFailures = 0,
            HasRestarts = false,
            HasNewEpochs = false,
            MaxStaleness = TimeSpan.Zero,
            ReplicaCapacity = 1_000,
            PollInterval = TimeSpan.Zero,
        };
        var world = new SimWorld(seed, plan, keepTrace: false);
        var heard = new (long Token, TimeSpan At)[servers];
        var committed = (Token: 0L, At: TimeSpan.Zero);
        world.Scheduler.Run(async () =>
        {
            for (var i = 0; i < servers; i++)
            {
                var number = i;
                world.Servers.Add(new SimServer(world, i, hint => Hear(number, hint)));
                await world.Servers[i].StartAsync();
            }

            var done = new List<Task>();
            for (var i = 0; i < writes; i++)
            {
                done.Add(WriteAsync(world.Random.Next(writers)));
                await world.Time.Delay(BurstGap);
            }

            await Task.WhenAll(done);
            await world.Time.Delay(Quiet);
        });
        var last = Enumerable.Range(0, servers).Max(number => heard[number].Token >= committed.Token ? heard[number].At : TimeSpan.MaxValue);
        foreach (var server in world.Servers)
            server.Dispose();

        return new Cost(
            writes,
            world.Mesh.Calls + world.Bus.Published,
            hints == "bus" ? world.Bus.Delivered : null,
            last == TimeSpan.MaxValue ? last : last - committed.At);

        void Hear(int number, RealityHint hint)
        {
            if (hint.Token > heard[number].Token)
                heard[number] = (hint.Token, world.Time.Now);
        }

        async Task WriteAsync(int number)
        {
            await world.Servers[number].Reality.UpdateNodeAsync(SimKeys.Texts[world.Random.Next(SimKeys.Count)]);

            // It hears of its own write without a transport.
            var token = await world.Storage.GetMaxVersionAsync(CancellationToken.None);
            Hear(number, new RealityHint("", "", token));
            if (token > committed.Token)
                committed = (token, world.Time.Now);
        }
    }
}
