using System.Globalization;
using System.Runtime;

namespace Reality.Benchmarks.Measuring;

/// <summary>What a bench found.</summary>
internal sealed class Findings(IReadOnlyDictionary<Contestant, List<Turn>> turns)
{
    /// <summary>How often one contestant got done what another did in the same round: the median over the rounds.</summary>
    public double Ratio(Contestant one, Contestant other) =>
        Median(turns[one].Zip(turns[other], static (a, b) => b.PerSecond == 0 ? 0 : a.PerSecond / b.PerSecond));

    /// <summary>Prints the medians of all contestants.</summary>
    public void Print(string title, BenchOptions options)
    {
        Console.WriteLine();
        Console.WriteLine(Invariant(
            $"{title}; {options.Rounds} interleaved rounds of {options.Turn.TotalSeconds:0.#} s each, medians; {Environment.ProcessorCount} cores, {(GCSettings.IsServerGC ? "server" : "workstation")} GC, .NET {Environment.Version}"));
        Console.WriteLine();
        var width = turns.Keys.Max(static contestant => contestant.Name.Length);
        Console.WriteLine($"| {"".PadRight(width)} | per second | median ms |   p99 ms | |");
        Console.WriteLine($"| {new string('-', width)} | ---------: | --------: | -------: | --- |");
        foreach (var (contestant, all) in turns)
        {
            Console.WriteLine(Invariant(
                $"| {contestant.Name.PadRight(width)} | {Median(all.Select(static turn => turn.PerSecond)),10:0} | {Median(all.Select(static turn => turn.Median)),9:0.000} | {Median(all.Select(static turn => turn.P99)),8:0.000} | {NoteOf(contestant, all)} |"));
        }

        Console.WriteLine();
    }

    /// <summary>Prints the line that a bench ends with.</summary>
    public static void PrintRatio(string name, double ratio, string goal) => Console.WriteLine(Invariant($"ratio {name} = {ratio:0.00} (goal {goal})"));

    private static string NoteOf(Contestant contestant, IEnumerable<Turn> all)
    {
        var notes = new List<string> { contestant.Note };
        if (Median(all.Select(static turn => turn.ProcessorMicroseconds)) is > 0 and var processor)
            notes.Add(Invariant($"{processor:0.0} µs of server CPU each"));
        if (Median(all.Select(static turn => turn.Allocated)) is > 0 and var allocated)
            notes.Add(Invariant($"{allocated:0} bytes allocated each"));
        return string.Join(", ", notes.Where(static note => note.Length > 0));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
