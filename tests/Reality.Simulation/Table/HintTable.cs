using System.Globalization;
using Reality.Simulation.World;

namespace Reality.Simulation.Table;

/// <summary>Prints what hints cost and how fast they are, for clusters of several sizes, as a Markdown table.</summary>
internal static class HintTable
{
    private const int Seed = 1;

    public static void Print(TextWriter output)
    {
        output.WriteLine("| servers | by | one write: messages | last server knows after | 100 writes on one server: messages a write | on all servers: messages a write | last server knows after |");
        output.WriteLine("| ---: | --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var servers in (int[])[3, 10, 100, 1_000])
        {
            foreach (var hints in (string[])["mesh", "bus"])
                output.WriteLine(Row(servers, hints));
        }

        output.WriteLine();
        output.WriteLine($"seed {Seed}, one way 0 to 1 ms, mesh: fan-out 3, nothing lost");
    }

    private static string Row(int servers, string hints)
    {
        var one = HintRun.Measure(Seed, servers, hints, writes: 1, writers: 1);
        var burst = HintRun.Measure(Seed, servers, hints, writes: 100, writers: 1);
        var all = HintRun.Measure(Seed, servers, hints, writes: 100, writers: servers);
        var name = hints == "mesh" ? "mesh" : "Redis (published + delivered)";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {servers:N0} | {name} | {Count(one)} | {one.LastKnows.TotalMilliseconds:0.0} ms | {PerWrite(burst)} | {PerWrite(all)} | {all.LastKnows.TotalMilliseconds:0.0} ms |");
    }

    private static string Count(HintRun.Cost cost) => cost.Delivered is { } delivered
        ? string.Create(CultureInfo.InvariantCulture, $"{cost.Sent:N0} + {delivered:N0}")
        : cost.Sent.ToString("N0", CultureInfo.InvariantCulture);

    private static string PerWrite(HintRun.Cost cost) => cost.Delivered is { } delivered
        ? string.Create(CultureInfo.InvariantCulture, $"{cost.Sent / (double)cost.Writes:0.00} + {delivered / (double)cost.Writes:0.0}")
        : (cost.Sent / (double)cost.Writes).ToString("0.0", CultureInfo.InvariantCulture);
}
