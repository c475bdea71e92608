using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Reality.Benchmarks.Measuring;
using Reality.Generators.Benchmarks.Solution;

namespace Reality.Generators.Benchmarks.Generating;

/// <summary>What a keystroke in a file without declarations costs: attributes and signatures are read again, and nothing is written.</summary>
internal static class GeneratorBench
{
    public static async Task RunAsync(BenchOptions options)
    {
        var solution = LargeCompilation.Create();
        var ours = Of("Reality", new RealityGenerator(), solution);
        var least = Of("reads the same attributes and signatures", new ReadingGenerator(), solution);
        var results = await Rounds.RunAsync(options, ours, least);
        results.Print($"An edit elsewhere in {LargeCompilation.Repositories} repositories", options);
        Findings.PrintRatio("generator", 1 / results.Ratio(ours, least), "at most 1.20");
    }

    private static Contestant Of(string name, IIncrementalGenerator generator, LargeCompilation solution)
    {
        var driver = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: LargeCompilation.ParseOptions)
            .RunGenerators(solution.Opened);
        var edit = 0;
        return new(name, time => Task.FromResult(Run(time)));

        Turn Run(TimeSpan time)
        {
            var taken = new List<double>();
            var start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start) < time || taken.Count == 0)
            {
                var compilation = solution.AfterUnrelatedEdit(++edit);
                var began = Stopwatch.GetTimestamp();
                driver = driver.RunGenerators(compilation);
                taken.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            taken.Sort();
            return new(1_000 / taken.Average(), taken[taken.Count / 2], taken[(int)((taken.Count - 1) * 0.99)]);
        }
    }
}
