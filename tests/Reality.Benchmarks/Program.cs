using Reality.Benchmarks.Hashing;
using Reality.Benchmarks.Measuring;
using Reality.Benchmarks.Syncing;
using Reality.Benchmarks.Writing;
using Reality.Processes.Postgres;

const string Usage = """
    A bench, by its name:
      write     a woven write against the same insert with no invalidation, and against the same steps by hand
      hotkey    woven writes of one key, of random keys, and of one row by hand
      hash      the content hash against serializing and hashing the text
      sync      a sync against an endpoint that reads as much and writes as much, and does nothing else (needs wrk)
    --rounds N, --seconds N (of a turn), --smoke (one short round)
    """;

try
{
    switch (args)
    {
        case ["write", .. var rest]:
            await WriteBench.RunAsync(BenchOptions.Parse(rest));
            return 0;
        case ["hotkey", .. var rest]:
            await HotKeyBench.RunAsync(BenchOptions.Parse(rest));
            return 0;
        case ["hash", .. var rest]:
            await HashBench.RunAsync(BenchOptions.Parse(rest));
            return 0;
        case ["sync", .. var rest]:
            await SyncBench.RunAsync(BenchOptions.Parse(rest));
            return 0;
        case [SyncServer.Command]:
            await SyncServer.RunAsync();
            return 0;
        default:
            Console.Error.WriteLine(Usage);
            return 64;
    }
}
catch (FormatException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 64;
}
