using System.Globalization;
using Reality.Loop.Checking;
using Reality.Loop.Driving;
using Reality.Loop.Serving;

// serve FILE                                             one of the servers
// run --seconds N --seed S [--without PROTECTION]        the run; exit code 0 if nothing was found, 1 if something was, 2 if it tested nothing
if (args is ["serve", var served])
{
    await LoopServer.RunAsync(served);
    return 0;
}

var seconds = int.Parse(Option("--seconds") ?? "20", CultureInfo.InvariantCulture);
var seed = int.Parse(Option("--seed") ?? "1", CultureInfo.InvariantCulture);
var without = Option("--without");
var directory = Directory.CreateTempSubdirectory("reality-loop-").FullName;
var run = new LoopRun(Path.Combine(directory, "loop.db"), seconds, seed, without);
await run.RunAsync();
var verdict = Checker.Check(run.History);

foreach (var example in verdict.Examples)
    Console.WriteLine(example);

var history = run.History;
var answers = history.Answers.Count + history.Payloads.Count;
Console.WriteLine($"{run.Kills} kills, {history.Skips.Count} skipped refetches, {history.Writes.Count(write => write.Outcome == Reality.Loop.History.Outcome.Unknown)} writes of unknown outcome");
if (verdict.IsGreen || without is not null)
    Directory.Delete(directory, recursive: true);
else
    Console.WriteLine($"the file is kept: {directory}");

Console.WriteLine($"lost {verdict.Lost} stale {verdict.Stale} back {verdict.Back} torn {verdict.Torn} own {verdict.Own} of {history.Commits.Count} writes, {answers} answers, seed {seed}");
return !verdict.IsGreen ? 1 : history.Commits.Count == 0 || answers == 0 || run.Kills == 0 ? 2 : 0;

string? Option(string name) => Array.IndexOf(args, name) is var index and >= 0 && index + 1 < args.Length ? args[index + 1] : null;
