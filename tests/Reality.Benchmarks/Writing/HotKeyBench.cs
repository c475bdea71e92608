using Reality.Benchmarks.Measuring;

namespace Reality.Benchmarks.Writing;

/// <summary>
/// What happens when everybody writes under one key. A version that commits with the data is a row that is locked until the commit, so
/// such writes go one after the other, whoever writes them.
/// </summary>
internal static class HotKeyBench
{
    private const int Seed = 2;

    public static async Task RunAsync(BenchOptions options)
    {
        await using var notes = await NoteDatabase.StartAsync();
        var random = Of("woven, 1,000 keys at random", r => notes.Woven.AddToTopicAsync(r.Next(NoteSql.Topics)));
        var hot = Of("woven, one key", _ => notes.Woven.AddToTopicAsync(0));
        var row = Of("by hand: insert and one row's counter", _ => notes.Hand.InsertAndBumpAsync(0));
        var plain = Of("insert in a transaction, no invalidation", _ => notes.Hand.InsertAsync(0));

        var results = await Rounds.RunAsync(options, random, hot, row, plain);
        results.Print($"Hot keys on PostgreSQL, synchronous commit, fsync; {NoteDatabase.Clients} clients, seed {Seed}", options);
        Console.WriteLine(FormattableString.Invariant($"one key does {results.Ratio(hot, random):0.00} of what random keys do"));
        Findings.PrintRatio("hotkey", results.Ratio(hot, row), "1.00, against one row's counter by hand");
    }

    private static Contestant Of(string name, Func<Random, Task> write) =>
        new(name, time => ClosedLoop.RunAsync(NoteDatabase.Clients, time, Seed, write));
}
