using System.IO.Hashing;
using System.Text;
using Reality.Simulation.Checking;
using Reality.Simulation.World;

namespace Reality.Simulation;

/// <summary>One run of everything from one seed.</summary>
internal static class Schedule
{
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(90);

    public static Outcome Run(int seed, bool keepTrace = false, Func<Plan, Plan>? change = null)
    {
        var plan = Plan.Draw(new Random(seed));
        var world = new SimWorld(seed, change?.Invoke(plan) ?? plan, keepTrace);
        var check = new AnswerCheck(world);
        string? failure = null;
        try
        {
            world.Scheduler.Run(() => PlayAsync(world, check));
        }
        catch (Exception exception)
        {
            failure = exception.ToString();
        }

        foreach (var server in world.Servers)
            server.Dispose();

        failure ??= check.Violations.Count > 0 ? string.Join(Environment.NewLine, check.Violations) : null;
        return new Outcome(seed, world.Plan, check.Answers, world.History.Last, world.Scheduler.Steps, world.Time.Now, world.Trace, failure);
    }

    private static async Task PlayAsync(SimWorld world, AnswerCheck check)
    {
        for (var i = 0; i < world.Plan.Servers; i++)
        {
            world.Servers.Add(new SimServer(world, i));
            await world.Servers[i].StartAsync();
        }

        using var over = new CancellationTokenSource();
        var troubles = Task.WhenAll(Troubles.RestartAsync(world, over.Token), Troubles.NewEpochsAsync(world, over.Token), Troubles.LieAsync(world, over.Token));
        await Task.WhenAll(Enumerable.Range(0, world.Plan.Clients).Select(number => new SimClient(world, number, check).RunAsync()));
        over.Cancel();
        await troubles;
        await RestAsync(world, check);
        foreach (var server in world.Servers)
            await server.StopAsync();
    }

    // Nobody asks and nobody writes any more: nothing may stay, and nothing may go on.
    private static async Task RestAsync(SimWorld world, AnswerCheck check)
    {
        await world.Time.Delay(Aftermath);
        if (world.Servers.Sum(server => server.Held.Count) is var held and > 0)
            check.Violations.Add($"{held} syncs are held though nobody waits");

        var before = Traffic(world);
        await world.Time.Delay(Aftermath);
        if (Traffic(world) != before)
            check.Violations.Add($"{Traffic(world) - before} messages and pulls though nobody asks or writes");
    }

    private static long Traffic(SimWorld world) => world.Bus.Published + world.Mesh.Calls + world.Servers.Sum(server => server.Storage.Pulls);

    public sealed record Outcome(int Seed, Plan Plan, int Answers, int Writes, long Steps, TimeSpan Time, string Trace, string? Failure)
    {
        public ulong Fingerprint => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(Trace));

        public override string ToString() =>
            $"seed {Seed}: {Answers} answers, {Writes} writes, {Steps} steps in {Time.TotalSeconds:0.0} s; {Plan}{Environment.NewLine}{Failure ?? "nothing wrong"}";
    }
}
