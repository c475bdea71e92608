using Reality.Benchmarks.Measuring;

namespace Reality.Benchmarks.Writing;

/// <summary>What a woven write costs.</summary>
internal static class WriteBench
{
    private const int Seed = 1;
    private const int Counted = 20;

    public static async Task RunAsync(BenchOptions options)
    {
        await using var notes = await NoteDatabase.StartAsync();
        var trips = await CountAsync(notes);

        var plain = Of("insert in a transaction, no invalidation", notes.Hand.InsertAsync, trips[0]);
        var version = Of("woven, Version hash", topic => notes.Woven.AddToTopicAsync(topic), trips[1]);
        var hand = Of("by hand: bump, read 50 rows, JSON, hash", notes.Hand.InsertBumpAndHashAsync, trips[2]);
        var content = Of("woven, Content hash of 50 rows", topic => notes.Woven.AddToListAsync(topic), trips[3]);

        var results = await Rounds.RunAsync(options, plain, version, hand, content);
        results.Print($"Writes on PostgreSQL, synchronous commit, fsync; {NoteDatabase.Clients} clients, {NoteSql.Topics} keys at random, seed {Seed}", options);
        Findings.PrintRatio("write-content", results.Ratio(content, hand), "1.00");
        Findings.PrintRatio("write", results.Ratio(version, plain), "0.80");
    }

    private static Contestant Of(string name, Func<int, Task> write, double trips) =>
        new(name, time => ClosedLoop.RunAsync(NoteDatabase.Clients, time, Seed, random => write(random.Next(NoteSql.Topics))))
        {
            Note = FormattableString.Invariant($"{trips:0.##} round trips"),
        };

    // By one client, warmed up, on a way that counts.
    private static async Task<double[]> CountAsync(NoteDatabase notes)
    {
        using var counter = new RoundTrips(notes.Port);
        return await notes.ThroughAsync(counter.Port, async (hand, woven) =>
        {
            Func<int, Task>[] writes =
            [
                hand.InsertAsync,
                topic => woven.AddToTopicAsync(topic),
                hand.InsertBumpAndHashAsync,
                topic => woven.AddToListAsync(topic),
            ];
            var counts = new List<double>();
            foreach (var write in writes)
                counts.Add(await CountAsync(write, counter));

            return counts.ToArray();
        });
    }

    private static async Task<double> CountAsync(Func<int, Task> write, RoundTrips counter)
    {
        for (var topic = 0; topic < Counted; topic++)
            await write(topic);

        var before = counter.Count;
        for (var topic = 0; topic < Counted; topic++)
            await write(topic);

        return (counter.Count - before) / (double)Counted;
    }
}
