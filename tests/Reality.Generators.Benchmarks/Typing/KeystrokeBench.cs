using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Reality.Benchmarks.Measuring;
using Reality.Generators.Benchmarks.Solution;
using Reality.Generators.Rules;

namespace Reality.Generators.Benchmarks.Typing;

/// <summary>
/// The compiler service driven as an editor drives it: after each letter the generator runs, and what is said of the file that is being
/// edited is asked for. Beside our own time stands what the compiler needs for the same file by itself.
/// </summary>
internal static class KeystrokeBench
{
    private const double Goal = 100;

    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules =
    [
        .. typeof(RealityAnalyzer).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    public static async Task RunAsync(BenchOptions options)
    {
        var solution = LargeCompilation.Create();
        var driver = CSharpGeneratorDriver.Create([new RealityGenerator().AsSourceGenerator()], parseOptions: LargeCompilation.ParseOptions)
            .RunGenerators(solution.Opened);
        var keystrokes = new List<Keystroke>();
        var edit = 0;
        var end = options.WarmUp;
        for (var round = 0; round <= options.Rounds; round++, end = options.Turn)
        {
            // The first round warms up.
            if (round == 1)
                keystrokes.Clear();

            var start = Stopwatch.GetTimestamp();
            do
            {
                (driver, var keystroke) = await TypeAsync(solution, driver, ++edit);
                keystrokes.Add(keystroke);
            }
            while (Stopwatch.GetElapsedTime(start) < end);
        }

        Print(keystrokes);
    }

    private static async Task<(GeneratorDriver Driver, Keystroke Keystroke)> TypeAsync(LargeCompilation solution, GeneratorDriver driver, int edit)
    {
        var input = solution.AfterEdit(edit, out var tree);
        driver = driver.RunGeneratorsAndUpdateCompilation(input, out var compilation, out _);
        var generator = driver.GetTimingInfo().GeneratorTimes[0].ElapsedTime;

        // By itself, and before the rules: what they bind is then bound already, as it is in an editor.
        var began = Stopwatch.GetTimestamp();
        compilation.GetSemanticModel(tree).GetDiagnostics();
        var compiler = Stopwatch.GetElapsedTime(began);

        var analysis = compilation.WithAnalyzers(
            Rules,
            new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
        began = Stopwatch.GetTimestamp();
        await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None);
        var elapsed = Stopwatch.GetElapsedTime(began);
        var times = ImmutableArray.CreateBuilder<(string Name, double Time)>();
        foreach (var rule in Rules)
            times.Add((rule.GetType().Name, (await analysis.GetAnalyzerTelemetryInfoAsync(rule, CancellationToken.None)).ExecutionTime.TotalMilliseconds));

        return (driver, new(generator.TotalMilliseconds, times.Sum(static one => one.Time), elapsed.TotalMilliseconds, compiler.TotalMilliseconds, times.ToImmutable()));
    }

    private static void Print(List<Keystroke> keystrokes)
    {
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{keystrokes.Count} keystrokes in one of {LargeCompilation.Repositories} repositories; {Environment.ProcessorCount} cores, .NET {Environment.Version}"));
        Console.WriteLine();
        Console.WriteLine("|                                             | median ms |  p99 ms |");
        Console.WriteLine("| ------------------------------------------- | --------: | ------: |");
        Row("the generator", static one => one.Generator);
        Row("the rules", static one => one.Rules);
        Row("both, which is all of our code", static one => one.Ours);
        Row("the rules with the driver around them", static one => one.Driver);
        Row("the compiler's own diagnostics of the file", static one => one.Compiler);
        foreach (var (rule, index) in keystrokes[0].Times.Select(static (one, index) => (one.Name, index)).OrderByDescending(one => Median(keystrokes.Select(key => key.Times[one.index].Time))).Take(5))
            Row($"  {rule}", one => one.Times[index].Time);

        Console.WriteLine();
        var median = Median(keystrokes.Select(static one => one.Ours));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio keystroke = {median / Goal:0.00} (goal at most 1.00: {median:0} ms of {Goal:0})"));

        void Row(string name, Func<Keystroke, double> time) =>
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name,-43} | {Median(keystrokes.Select(time)),9:0.0} | {At(keystrokes.Select(time), 0.99),7:0.0} |"));
    }

    private static double Median(IEnumerable<double> values) => At(values, 0.5);

    private static double At(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(int)((sorted.Length - 1) * share)];
    }

    private sealed record Keystroke(double Generator, double Rules, double Driver, double Compiler, ImmutableArray<(string Name, double Time)> Times)
    {
        public double Ours => Generator + Rules;
    }
}
