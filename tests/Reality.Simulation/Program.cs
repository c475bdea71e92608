using System.Diagnostics;
using System.Globalization;
using Reality.Simulation.Table;

namespace Reality.Simulation;

/// <summary>
/// <c>table</c> prints what hints cost, <c>run SEED…</c> replays schedules with their traces, <c>many FIRST COUNT</c> looks for seeds that
/// fail; everything else is for the test runner.
/// </summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        switch (args)
        {
            case ["table", ..]:
                HintTable.Print(Console.Out);
                return 0;
            case ["run", .. var seeds]:
                return Run(seeds);
            case ["many", var first, var count]:
                return RunMany(int.Parse(first, CultureInfo.InvariantCulture), int.Parse(count, CultureInfo.InvariantCulture));
            default:
                return args.Any(arg => arg is "--server" or "--internal-msbuild-node")
                    ? Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions).GetAwaiter().GetResult()
                    : Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args).GetAwaiter().GetResult();
        }
    }

    private static int Run(string[] seeds)
    {
        foreach (var seed in seeds)
        {
            var outcome = Schedule.Run(int.Parse(seed, CultureInfo.InvariantCulture), keepTrace: true);
            Console.WriteLine(outcome.Trace);
            Console.WriteLine(outcome);
            if (outcome.Failure is not null)
                return 1;
        }

        return 0;
    }

    private static int RunMany(int first, int count)
    {
        var clock = Stopwatch.StartNew();
        long answers = 0, steps = 0;
        var failed = 0;
        for (var seed = first; seed < first + count; seed++)
        {
            var outcome = Schedule.Run(seed);
            answers += outcome.Answers;
            steps += outcome.Steps;
            if (outcome.Failure is null)
                continue;

            failed++;
            Console.WriteLine(outcome);
        }

        Console.WriteLine($"{count} schedules, {answers} answers, {steps} steps, {failed} failed, in {clock.Elapsed.TotalSeconds:0.0} s");
        return failed == 0 ? 0 : 1;
    }
}
