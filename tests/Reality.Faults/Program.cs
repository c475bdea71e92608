using System.Globalization;
using System.Text.Json;
using Reality.Faults.Checking;
using Reality.Faults.Driving;
using Reality.Faults.Faulting;
using Reality.Faults.History;
using Reality.Faults.Serving;

// serve SETTINGS                                                              one of the servers
// run --storage postgres|sqlite --seconds N --seed S [--deaf] [--without PROTECTION]   the run; exit code 0 if nothing was found, 1 if something was, 2 if it tested too little
if (args is ["serve", var settings])
{
    await FaultsServer.RunAsync(JsonSerializer.Deserialize<ServerSettings>(settings)!);
    return 0;
}

var seconds = int.Parse(Option("--seconds") ?? "20", CultureInfo.InvariantCulture);
var seed = int.Parse(Option("--seed") ?? "1", CultureInfo.InvariantCulture);
var without = Option("--without");
var isSqlite = Option("--storage") == "sqlite";
var isDeaf = args.Contains("--deaf");
await using IDatabase database = isSqlite ? new SqliteDatabase() : new PostgresCluster(isNotifyRefused: isDeaf);
var aim = isSqlite ? Aim.OnFile : (Option("--aim") ?? without) is { } protection ? Aim.At(protection) : Aim.Everything;
if (isDeaf)
    aim = aim with { HasHints = false, IsDeaf = true };
if (args.Contains("--calm"))
    aim = aim with { Mix = FaultMixes.None };

var run = new FaultsRun(database, aim, seconds, seed, without);
await run.RunAsync();
var history = run.History;
var verdict = Checker.Check(history, Items.ContentOf);
foreach (var complaint in Complaints.All.Take(verdict.IsGreen ? 0 : 20))
    Console.WriteLine(complaint);

if (!verdict.IsGreen)
{
    var first = history.Writes.Min(write => write.Start);
    foreach (var one in history.Disturbances.OrderBy(one => one.Start))
        Console.WriteLine($"{(one.Start - first) / 1_000,7} to {(one.End - first) / 1_000,7} ms: {one.What}");
}

foreach (var example in verdict.Examples)
    Console.WriteLine(example);

var answers = history.Answers.Count + history.Payloads.Count;
var acknowledged = history.Writes.Where(write => write.Outcome == Outcome.Acknowledged).Select(write => write.Id).ToHashSet();
var writes = history.Lives.SelectMany(life => life.Commits).Select(commit => commit.Write).Concat(acknowledged).Distinct().Count();
var unknown = history.Writes.Count(write => write.Outcome == Outcome.Unknown);
Console.WriteLine($"{history.Answers.Count} syncs, {history.Payloads.Count} payloads, {history.Skips.Count} skipped refetches; {acknowledged.Count} writes acknowledged, {unknown} of unknown outcome; {history.Lives.Count} lives");
Console.WriteLine(string.Join(", ", run.Times.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Value.TotalSeconds:0.0} s {part.Key}"))));
Console.WriteLine($"{run.Faults.Total} faults: {run.Faults}");
var leaked = isSqlite ? "" : $" leaked {verdict.Leaked}";
Console.WriteLine($"lost {verdict.Lost} stale {verdict.Stale} back {verdict.Back} torn {verdict.Torn}{leaked} own {verdict.Own} of {writes} writes, {answers} answers, seed {seed}");

// Little on purpose: how much there is tells of the machine.
var isEnough = writes >= seconds && answers >= 20 * seconds && run.Faults.Total >= run.Plan.Faults.Count / 2;
return !verdict.IsGreen ? 1 : isEnough ? 0 : 2;

string? Option(string name) => Array.IndexOf(args, name) is var index and >= 0 && index + 1 < args.Length ? args[index + 1] : null;
