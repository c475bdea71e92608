using Xunit;

namespace Reality.Sqlite.Tests.Processes;

/// <summary>Invariant 1 under SIGKILL: if a write commits, its version is raised; if not, it is not.</summary>
public sealed class KillTests
{
    private const int Kills = 200;
    private const int KillsPerFile = 40;
    private const int Seed = 20261;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invariant_1_two_hundred_kills_leave_data_versions_and_hashes_in_agreement()
    {
        var random = new Random(Seed);
        var writes = 0;
        for (var kill = 0; kill < Kills; kill += KillsPerFile)
        {
            using var file = new DatabaseFile();
            Dictionary<string, long> acknowledged = [];
            for (var round = 0; round < KillsPerFile; round++)
                writes += await KillOnceAsync(file, acknowledged, random);
        }

        // Otherwise nothing was tested.
        Assert.True(writes > Kills, $"Only {writes} writes were acknowledged.");
    }

    private static async Task<int> KillOnceAsync(DatabaseFile file, Dictionary<string, long> acknowledged, Random random)
    {
        var before = acknowledged.ToDictionary();
        using var worker = new WorkerProcess("write", file.Path, $"{random.Next()}");

        // Now and then while it starts, else somewhere in its next writes.
        List<string> lines = [];
        if (random.Next(8) == 0)
        {
            await Task.Delay(random.Next(300), Cancel);
        }
        else
        {
            for (var awaited = random.Next(2, 12); awaited > 0; awaited--)
                lines.Add(await worker.ReadAsync(Cancel));

            await Task.Delay(random.Next(5), Cancel);
        }

        lines.AddRange(await worker.KillAsync(Cancel));
        var writes = 0;
        foreach (var line in lines.Where(line => line.StartsWith('+')))
        {
            writes++;
            foreach (var (name, value) in WorkerProcess.Acknowledged(line))
                acknowledged[name] = value;
        }

        var counters = await CounterFile.CheckAsync(file, Cancel);
        foreach (var (name, value) in counters)
        {
            // The one write that was under way may have committed without being acknowledged.
            var known = acknowledged.GetValueOrDefault(name);
            Assert.InRange(value, known, known + 1);
            Assert.True(value >= before.GetValueOrDefault(name));
            acknowledged[name] = value;
        }

        Assert.All(acknowledged, pair => Assert.True(counters.ContainsKey(pair.Key), $"'{pair.Key}' is lost."));
        return writes;
    }
}
