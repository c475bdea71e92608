using System.Globalization;

namespace Reality.Benchmarks.Measuring;

/// <summary>How long to measure.</summary>
/// <param name="Rounds">How often every contestant has its turn.</param>
/// <param name="Turn">How long a turn is.</param>
/// <param name="WarmUp">How long each contestant runs before the first turn.</param>
internal sealed record BenchOptions(int Rounds, TimeSpan Turn, TimeSpan WarmUp)
{
    private static readonly BenchOptions Full = new(5, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(3));
    private static readonly BenchOptions Smoke = new(1, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(200));

    /// <summary>Reads what stands behind the bench's name.</summary>
    /// <exception cref="FormatException">It is no option; the message names it.</exception>
    public static BenchOptions Parse(IEnumerable<string> arguments)
    {
        var options = Full;
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var name))
        {
            options = name switch
            {
                "--smoke" => Smoke,
                "--rounds" => options with { Rounds = NumberFrom(name, rest) },
                "--seconds" => options with { Turn = TimeSpan.FromSeconds(NumberFrom(name, rest)) },
                _ => throw new FormatException($"'{name}' is not an option: --rounds N, --seconds N (of a turn), --smoke (one short round)."),
            };
        }

        return options;
    }

    private static int NumberFrom(string name, Queue<string> rest) =>
        rest.TryDequeue(out var value) && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"{name} wants a number above 0.");
}
