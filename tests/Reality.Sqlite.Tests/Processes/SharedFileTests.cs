using Xunit;

namespace Reality.Sqlite.Tests.Processes;

/// <summary>Several processes on one file.</summary>
public sealed class SharedFileTests
{
    private const int Processes = 4;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Starters_race_on_the_schema_and_agree()
    {
        for (var round = 0; round < 3; round++)
        {
            using var file = new DatabaseFile();
            WorkerProcess[] workers = [.. Enumerable.Range(0, Processes + 2).Select(_ => new WorkerProcess("init", file.Path))];
            var epochs = await Task.WhenAll(workers.Select(worker => worker.ReadAsync(Cancel)));
            Assert.Single(epochs.Distinct());
            foreach (var worker in workers)
                worker.Dispose();
        }
    }

    [Fact]
    public async Task Four_processes_write_and_pull_and_nothing_is_lost()
    {
        const int Writes = 120;
        using var file = new DatabaseFile();
        WorkerProcess[] workers = [.. Enumerable.Range(0, Processes).Select(worker => new WorkerProcess("share", file.Path, $"{worker}", $"{Writes}"))];
        try
        {
            foreach (var worker in workers)
                Assert.Equal("ready", await worker.ReadAsync(Cancel));

            foreach (var worker in workers)
                worker.Write("go");

            var acknowledged = (await Task.WhenAll(workers.Select(WritesAsync))).SelectMany(values => values).ToList();
            Assert.Equal(acknowledged.Count, acknowledged.Distinct().Count());

            var counters = await CounterFile.CheckAsync(file, Cancel);
            Assert.Equal(counters.Values.Sum(), acknowledged.Count);
            var expected = string.Join(' ', counters.OrderBy(counter => counter.Key, StringComparer.Ordinal).Select(counter => $"counter:{counter.Key}={counter.Value}"));
            foreach (var worker in workers)
            {
                worker.Write("pull");
                Assert.Equal(expected, await worker.ReadAsync(Cancel));
            }
        }
        finally
        {
            foreach (var worker in workers)
                worker.Dispose();
        }
    }

    private static async Task<List<(string Name, long Value)>> WritesAsync(WorkerProcess worker)
    {
        var writes = new List<(string, long)>();
        while (await worker.ReadAsync(Cancel) is var line && line != "done")
            writes.AddRange(WorkerProcess.Acknowledged(line));

        return writes;
    }
}
