using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Reality.Benchmarks.Measuring;
using Reality.Processes.Running;

namespace Reality.Benchmarks.Syncing;

/// <summary>What a sync costs above an endpoint that reads as much and writes as much.</summary>
internal static class SyncBench
{
    private const int Seed = 3;
    private const int Bodies = 64;

    public static async Task RunAsync(BenchOptions options)
    {
        Wrk.ThrowIfMissing();
        using var folder = new TemporaryFolder("reality-bench-");
        using var server = ChildProcess.Start("dotnet", [typeof(SyncBench).Assembly.Location, SyncServer.Command]);
        var urls = (await server.FirstLine ?? throw new InvalidOperationException($"The server ended: {server.Output}")).Split(' ');
        var (limit, sync) = (new Uri(urls[0]), new Uri(new Uri(urls[1]), "/reality/sync"));

        (string Name, int Keys, bool Changed, double Goal)[] cases =
        [
            ("1", 1, false, 0.97), ("20", 20, false, 0.95), ("200", 200, false, 0.80), ("200-changed", 200, true, 0.70),
        ];
        var contestants = new List<(Contestant Limit, Contestant Sync)>();
        foreach (var (name, keys, changed, _) in cases)
        {
            var (script, answer) = await WriteScriptAsync(folder.Path, name, sync, keys, changed);
            contestants.Add((
                new($"{name}: bare endpoint, {answer} bytes", time => Wrk.RunAsync(script, new Uri(limit, $"/{answer}"), time, server.Id)),
                new($"{name}: sync", time => Wrk.RunAsync(script, sync, time, server.Id))));
        }

        var results = await Rounds.RunAsync(options, [.. contestants.SelectMany(static pair => new[] { pair.Limit, pair.Sync })]);
        results.Print($"Syncs of {SyncServer.Nodes} nodes in memory, a writer at work; wrk with {Wrk.Connections} connections, seed {Seed}", options);
        foreach (var ((name, _, _, goal), (bare, real)) in cases.Zip(contestants))
            Findings.PrintRatio($"sync-{name}", results.Ratio(real, bare), goal.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));
    }

    // Bodies of random keys that nobody writes meanwhile, with the versions that make all of them changed or none.
    private static async Task<(string Script, int AnswerLength)> WriteScriptAsync(string folder, string name, Uri sync, int keys, bool changed)
    {
        using var http = new HttpClient();
        var random = new Random(Seed);
        var length = 0;
        var bodies = new List<string>();
        for (var body = 0; body < Bodies; body++)
        {
            var known = new JsonObject();
            while (known.Count < keys)
                known[new NodeKey(random.Next(SyncServer.Written)).Text] = 1;

            if (!changed)
            {
                using var first = await http.PostAsJsonAsync(sync, new JsonObject { ["known"] = known.DeepClone() });
                var all = (await first.Content.ReadFromJsonAsync<JsonObject>())!["changed"]!.AsObject();
                foreach (var (key, node) in all)
                    known[key] = (long)node!["version"]!;
            }

            var request = new JsonObject { ["known"] = known }.ToJsonString();
            using var response = await http.PostAsync(sync, new StringContent(request, System.Text.Encoding.UTF8, "application/json"));
            length = Math.Max(length, (await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).Length);
            bodies.Add(request);
        }

        var script = Path.Combine(folder, $"{name}.lua");
        await File.WriteAllTextAsync(script, Wrk.ScriptOf(bodies));
        return (script, length);
    }
}
