using Reality.Server.Storage;
using Xunit;

namespace Reality.Storage.Conformance;

/// <summary>Invariant 8: what is read together is of one moment, while a writer is at work.</summary>
public abstract class MomentConformance : StorageConformance
{
    private const int Reads = 60;
    private const string First = "pair:a";
    private const string Second = "pair:z";

    // Between the two, so that reading them takes longer than writing them.
    private static readonly string[] Between = [.. Enumerable.Range(0, 900).Select(number => $"pair:between:{number}")];

    [Fact]
    public Task Invariant_8_GetNodes_reads_one_moment() =>
        UnderAWriterAsync(async keys => await Storage.GetNodesAsync(keys, Cancel));

    [Fact]
    public async Task Invariant_8_further_keys_of_a_pull_are_of_one_moment_with_its_list()
    {
        StorageCursor? cursor = null;
        var held = new Dictionary<string, StorageNode>();
        await UnderAWriterAsync(async keys =>
        {
            var pulled = await Storage.ListChangedSinceAsync(cursor, keys, int.MaxValue, Cancel);
            cursor = pulled.Cursor;
            foreach (var node in pulled.Changed)
                held[node.Key] = node;

            var further = pulled.Also.ToDictionary(node => node.Key);
            Assert.Equal(held.GetValueOrDefault(First), further.GetValueOrDefault(First));
            Assert.Equal(held.GetValueOrDefault(Second), further.GetValueOrDefault(Second));
            return further;
        });
    }

    // The first key is always written before the second one, so a moment in which they are further apart does not exist.
    private async Task UnderAWriterAsync(Func<string[], Task<IReadOnlyDictionary<string, StorageNode>>> read)
    {
        foreach (var key in Between)
            await Storage.IncrementVersionAsync(key, Cancel);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writer = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await Storage.IncrementVersionAsync(First, Cancel);
                    await Storage.IncrementVersionAsync(Second, Cancel);
                }
            },
            Cancel);

        for (var number = 0; number < Reads; number++)
        {
            var nodes = await read(number % 2 == 0 ? [First, .. Between, Second] : [Second, .. Between, First]);
            var (first, second) = (Version(nodes, First), Version(nodes, Second));
            Assert.True(first == second || first == second + 1, $"{First} is {first}, {Second} is {second}");
        }

        await stop.CancelAsync();
        await writer;

        static long Version(IReadOnlyDictionary<string, StorageNode> nodes, string key) =>
            nodes.TryGetValue(key, out var node) ? node.Version : 0;
    }
}
