namespace Reality.Faults.Faulting;

/// <summary>What is done, and when.</summary>
/// <param name="At">Milliseconds since the start.</param>
/// <param name="Kind">What.</param>
/// <param name="Target">To which of several; taken modulo their number.</param>
/// <param name="Duration">For how long, in milliseconds.</param>
/// <param name="Random">A further choice.</param>
internal sealed record Fault(int At, FaultKind Kind, int Target, int Duration, int Random);

/// <summary>The faults of a run, drawn before it begins: one seed, one plan.</summary>
internal sealed class FaultPlan
{
    private FaultPlan(IReadOnlyList<Fault> faults) => Faults = faults;

    public IReadOnlyList<Fault> Faults { get; }

    /// <summary>Draws a plan.</summary>
    /// <param name="random">Where from.</param>
    /// <param name="seconds">How long the run is.</param>
    /// <param name="mix">How often each kind comes, in a hundred seconds.</param>
    public static FaultPlan Draw(Random random, int seconds, IReadOnlyDictionary<FaultKind, int> mix)
    {
        var faults = new List<Fault>();
        foreach (var (kind, rate) in mix.OrderBy(one => one.Key))
        {
            var count = (int)Math.Round(rate * seconds / 100.0, MidpointRounding.AwayFromZero);
            for (var i = 0; i < count; i++)
            {
                // Spread, and never so late that nobody is left to see what comes of it.
                var at = (int)((i + random.NextDouble()) * (seconds - 1) * 1_000 / count);
                faults.Add(new Fault(at, kind, random.Next(1_000), DurationOf(kind, random), random.Next(1_000)));
            }
        }

        faults.Sort((one, other) => one.At.CompareTo(other.At));
        return new FaultPlan(faults);
    }

    private static int DurationOf(FaultKind kind, Random random) => kind switch
    {
        FaultKind.PauseServer => random.Next(8) == 0 ? random.Next(1_000, 4_000) : random.Next(50, 600),
        FaultKind.PausePostgres => random.Next(50, 500),
        FaultKind.LockTable => random.Next(20, 250),
        FaultKind.HoldTransaction => random.Next(100, 2_000),
        FaultKind.DelayPostgres => random.Next(200, 1_000),
        FaultKind.KillServer => random.Next(0, 200),
        _ => random.Next(100, 1_000),
    };
}
