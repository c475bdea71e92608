using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Reality.Benchmarks.Measuring;
using Reality.Generators.Benchmarks.Solution;

namespace Reality.Generators.Benchmarks.Building;

/// <summary>
/// <c>dotnet build</c> of a project of repositories with <c>ReportAnalyzer</c>: which part of the compiler's time the rules take, beside
/// those that come with the SDK.
/// </summary>
internal static partial class BuildBench
{
    private const int Repositories = 300;

    public static async Task RunAsync(BenchOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("reality-build-");
        try
        {
            Write(folder.FullName);
            await BuildAsync(folder.FullName, "-t:Restore");
            var builds = new List<(double Seconds, double Ours, double Sdk, double Generator)>();
            for (var round = 0; round < options.Rounds; round++)
                builds.Add(await MeasureAsync(folder.FullName));

            Print(builds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Write(string folder)
    {
        var analyzers = typeof(RealityGenerator).Assembly.Location;
        File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Shop.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <AnalysisLevel>latest-recommended</AnalysisLevel>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{typeof(IReality).Assembly.Location}" />
                <Reference Include="{typeof(Dapper.SqlMapper).Assembly.Location}" />
                <Reference Include="{typeof(Microsoft.Extensions.DependencyInjection.IServiceCollection).Assembly.Location}" />
                <Analyzer Include="{analyzers}" />
              </ItemGroup>
            </Project>
            """);
        foreach (var number in Enumerable.Range(0, Repositories))
            File.WriteAllText(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"Item{number}Repository.cs")), RepositorySource.Of(number));
    }

    private static async Task<(double Seconds, double Ours, double Sdk, double Generator)> MeasureAsync(string folder)
    {
        var watch = Stopwatch.StartNew();
        var log = await BuildAsync(folder, "-t:Rebuild", "-p:ReportAnalyzer=true", "-v:d");
        var seconds = watch.Elapsed.TotalSeconds;
        double Of(string part, string assembly) => Line().Matches(log[log.IndexOf(part, StringComparison.Ordinal)..])
            .Where(match => match.Groups["name"].Value.StartsWith(assembly, StringComparison.Ordinal))
            .Select(static match => double.Parse(match.Groups["seconds"].Value, CultureInfo.InvariantCulture))
            .FirstOrDefault();
        return (seconds, Of("Total analyzer execution time", "Reality.Generators,"), Of("Total analyzer execution time", "Microsoft.CodeAnalysis.NetAnalyzers,") + Of("Total analyzer execution time", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers,"), Of("Total generator execution time", "Reality.Generators,"));
    }

    private static async Task<string> BuildAsync(string folder, params string[] arguments)
    {
        using var build = new Process
        {
            StartInfo = new("dotnet", ["build", "--nologo", .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true },
        };
        build.Start();
        var log = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        return build.ExitCode == 0 ? log : throw new InvalidOperationException(log);
    }

    private static void Print(List<(double Seconds, double Ours, double Sdk, double Generator)> builds)
    {
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"dotnet build of {Repositories} repositories; median of {builds.Count}; {Environment.ProcessorCount} cores"));
        Console.WriteLine();
        Console.WriteLine("|                                  | seconds |");
        Console.WriteLine("| -------------------------------- | ------: |");
        Row("the build", static one => one.Seconds);
        Row("Reality's rules", static one => one.Ours);
        Row("Reality's generator", static one => one.Generator);
        Row("the rules that the SDK brings", static one => one.Sdk);
        Console.WriteLine();
        Findings.PrintRatio("build-sdk", Median(builds.Select(static one => one.Ours / one.Sdk)), "below 1.00: the rules over those of the SDK");
        Findings.PrintRatio("build", Median(builds.Select(static one => one.Ours / one.Seconds)), "below 0.05: the rules over the build");

        void Row(string name, Func<(double Seconds, double Ours, double Sdk, double Generator), double> time) =>
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name,-32} | {Median(builds.Select(time)),7:0.00} |"));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    // "   1.234     45      Assembly, Version=…": seconds, percent, name.
    [GeneratedRegex(@"^\s*<?(?<seconds>[\d.]+)\s+<?\d+\s+(?<name>\S.*)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
