namespace Reality.Benchmarks.Measuring;

/// <summary>
/// Gives all contestants their turns round by round, every second round in reverse: what slows the machine down meanwhile slows all of
/// them.
/// </summary>
internal static class Rounds
{
    public static async Task<Findings> RunAsync(BenchOptions options, params IReadOnlyList<Contestant> contestants)
    {
        foreach (var contestant in contestants)
            await contestant.RunAsync(options.WarmUp);

        var turns = contestants.ToDictionary(static contestant => contestant, static _ => new List<Turn>());
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var contestant in round % 2 == 0 ? contestants : contestants.Reverse())
                turns[contestant].Add(await contestant.RunAsync(options.Turn));
        }

        return new(turns);
    }
}
