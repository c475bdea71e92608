using Reality.Simulation.World;
using Xunit;

namespace Reality.Simulation;

public sealed class SimulationTests
{
    private const int Schedules = 1_000;

    [Fact]
    public void Invariants_hold_in_every_schedule()
    {
        var first = 1;
        if (Environment.GetEnvironmentVariable("REALITY_SEED") is { Length: > 0 } seed)
            first = int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture);

        long answers = 0;
        for (var i = first; i < first + Schedules; i++)
        {
            var outcome = Schedule.Run(i);
            answers += outcome.Answers;

            // The seed in this message replays it: the program's arguments "run SEED".
            Assert.True(outcome.Failure is null, outcome.ToString());
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{Schedules} schedules from seed {first}, {answers} answers");
        Assert.True(answers > 10 * Schedules, $"only {answers} answers");
    }

    [Fact]
    public void The_same_seed_is_the_same_schedule()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var first = Schedule.Run(seed, keepTrace: true);
            var again = Schedule.Run(seed, keepTrace: true);

            Assert.NotEqual("", first.Trace);
            Assert.Equal(first.Trace, again.Trace);
            Assert.Equal(first.Steps, again.Steps);
        }
    }

    [Fact]
    public void A_pull_that_shows_what_was_there_before_it_was_sent_is_noticed()
    {
        var noticed = Enumerable.Range(1, 100).Count(seed =>
            Schedule.Run(seed, change: plan => plan with { ReadsAhead = true }).Failure?.Contains("stale", StringComparison.Ordinal) == true);

        Assert.InRange(noticed, 20, 100);
    }
}
