using Microsoft.Extensions.DependencyInjection;
using Reality;
using Reality.Server.Storage;
using Reality.Sqlite.Worker;

// worker init FILE                  prints the epoch
// worker write FILE SEED            writes until it is killed; prints each acknowledged write
// worker share FILE SEED WRITES     writes that often while it follows the feed; then, for each line of input, pulls and prints what it holds
// worker elsewhere FILE DATA heed   writes DATA, elsewhere: prints 'begun', and at each line of input goes on; 'ignore' heeds no deadline
const int CounterCount = 5;
var file = args[1];
var services = new ServiceCollection();
services.AddReality(options => options.MarkTimeout = TimeSpan.FromSeconds(1)).UseSqlite($"Data Source={file}", options => options.BusyTimeout = TimeSpan.FromSeconds(30));
await using var provider = services.BuildServiceProvider();
var storage = provider.GetRequiredService<IRealityStorage>();
var counters = new Counters(provider.GetRequiredService<IReality>());
var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true, NewLine = "\n" };

switch (args[0])
{
    case "init":
        output.WriteLine((await storage.InitializeAsync(CancellationToken.None)).Epoch);
        break;
    case "write":
        await counters.CreateAsync();
        output.WriteLine("ready");
        EndWithInput();
        await WriteAsync(new Random(int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture)), int.MaxValue);
        break;
    case "share":
        await counters.CreateAsync();
        output.WriteLine("ready");
        Console.ReadLine();
        var follower = new Follower(storage);
        var writing = Task.Run(() => WriteAsync(
            new Random(int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture)),
            int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture)));
        while (!writing.IsCompleted)
            await follower.PullAsync();

        await writing;
        output.WriteLine("done");
        while (Console.ReadLine() is not null)
        {
            await follower.PullAsync();
            output.WriteLine(string.Join(' ', follower.Held.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
        }

        break;
    case "elsewhere":
        var outcome = "settled";
        try
        {
            await new Elsewhere(provider.GetRequiredService<IReality>(), output).WriteAsync(args[2], heedsDeadline: args[3] == "heed");
        }
        catch (TimeoutException)
        {
            outcome = "late";
        }

        output.WriteLine(outcome);
        break;
    default:
        throw new ArgumentException($"'{args[0]}' is not a command.");
}

// The input ends with the process that started this one, however that one ended.
static void EndWithInput()
{
    var waiting = new Thread(() =>
    {
        Console.In.ReadToEnd();
        Environment.Exit(1);
    });
    waiting.IsBackground = true;
    waiting.Start();
}

async Task WriteAsync(Random random, int writes)
{
    for (var write = 0; write < writes; write++)
    {
        if (random.Next(3) > 0)
        {
            var name = Name();
            output.WriteLine($"+ {name} {await counters.RaiseAsync(name)}");
        }
        else
        {
            var names = Enumerable.Range(0, 3).Select(_ => Name()).Distinct().ToList();
            output.WriteLine($"+ {string.Join(' ', (await counters.RaiseAsync(names)).Select(raised => $"{raised.Name} {raised.Value}"))}");
        }
    }

    string Name() => $"c{random.Next(CounterCount)}";
}
