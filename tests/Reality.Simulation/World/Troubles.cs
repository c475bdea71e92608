using Reality.Server.Hints;

namespace Reality.Simulation.World;

/// <summary>What goes wrong in a schedule beside its delays and losses.</summary>
internal static class Troubles
{
    /// <summary>Servers are stopped, while they hold syncs, and begun anew with nothing in memory.</summary>
    public static async Task RestartAsync(SimWorld world, CancellationToken over)
    {
        while (world.Plan.HasRestarts && await PauseAsync(world, 20_000, over))
        {
            var number = world.Random.Next(world.Servers.Count);
            var old = world.Servers[number];
            world.Servers[number] = new SimServer(world, number);
            await world.Servers[number].StartAsync();
            world.Note($"server {number} stops");
            await old.StopAsync();
        }
    }

    /// <summary>The storage begins a new life, as after a restore.</summary>
    public static async Task NewEpochsAsync(SimWorld world, CancellationToken over)
    {
        while (world.Plan.HasNewEpochs && await PauseAsync(world, 30_000, over))
        {
            world.History.Began(await world.Storage.NewEpochAsync(CancellationToken.None));
            world.Note($"epoch {world.History.Last}");
        }
    }

    /// <summary>Somebody on the bus says what is not so.</summary>
    public static async Task LieAsync(SimWorld world, CancellationToken over)
    {
        while (world.Plan.HasLiar && await PauseAsync(world, 2_000, over))
        {
            var epoch = world.Random.Next(2) == 0 ? world.History[world.History.Last].Epoch : "of nobody";
            var token = world.Random.Next(3) switch
            {
                0 => long.MaxValue,
                1 => long.MinValue,
                _ => world.Random.Next(100),
            };
            for (var i = world.Random.Next(20); i >= 0; i--)
                world.Bus.Publish(new RealityHint($"server-{world.Random.Next(6)}", epoch, token));
        }
    }

    private static async Task<bool> PauseAsync(SimWorld world, int most, CancellationToken over)
    {
        var pause = TimeSpan.FromMilliseconds(world.Random.Next(1, most));
        await Task.Delay(pause, world.Time, over)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return !over.IsCancellationRequested;
    }
}
