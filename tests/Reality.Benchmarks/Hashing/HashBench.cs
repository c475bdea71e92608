using System.Diagnostics;
using System.IO.Hashing;
using System.Text.Json;
using Reality.Benchmarks.Measuring;
using Reality.Benchmarks.Writing;

namespace Reality.Benchmarks.Hashing;

/// <summary>The content hash, member by member, against the hash of the JSON.</summary>
internal static class HashBench
{
    private const int Rows = 200;
    private const int Batch = 64;

    public static async Task RunAsync(BenchOptions options)
    {
        IReadOnlyList<Note> list =
        [
            .. Enumerable.Range(0, Rows).Select(static row => new Note(
                row, row % 7, $"author {row % 11}", $"note {row}: a text of ordinary length, as people write them, and then some", 1_700_000_000_000 + row)),
        ];
        var secret = new HashSecret(HashSecret.Create());
        var hash = global::Reality.Generated.Bench.BenchListContent.Hash;

        var walk = Of("content hash, keyed", () => _ = hash.Matches(list, secret, ""));
        var text = Of("JSON (source-generated), then XxHash128", () => _ = XxHash128.HashToUInt128(JsonSerializer.SerializeToUtf8Bytes(list, NoteJson.Default.IReadOnlyListNote)));
        var results = await Rounds.RunAsync(options, walk, text);
        results.Print($"Hash of a list of {Rows} rows", options);
        Findings.PrintRatio("hash", results.Ratio(walk, text), "5.00");
    }

    private static Contestant Of(string name, Action hash) => new(name, time => Task.FromResult(Run(time, hash)));

    // On one thread, in batches: the clock costs a fraction of a hash.
    private static Turn Run(TimeSpan time, Action hash)
    {
        var taken = new List<double>();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        long done = 0;
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < Batch; i++)
                hash();

            done += Batch;
            taken.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds / Batch);
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        taken.Sort();
        return new(done / elapsed.TotalSeconds, taken[taken.Count / 2], taken[(int)((taken.Count - 1) * 0.99)])
        {
            // The list of times itself is a few bytes a batch.
            Allocated = allocated / done is > 1 and var each ? each : 0,
        };
    }
}
