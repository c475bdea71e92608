namespace Reality.Benchmarks.Measuring;

/// <summary>What one contestant did in one turn.</summary>
/// <param name="PerSecond">How much it got done.</param>
/// <param name="Median">The median time of one, in milliseconds.</param>
/// <param name="P99">The time that one in a hundred exceeds, in milliseconds.</param>
internal readonly record struct Turn(double PerSecond, double Median, double P99)
{
    /// <summary>What one cost the server's processor, where that was measured.</summary>
    public double ProcessorMicroseconds { get; init; }

    /// <summary>What one allocated, in bytes, where that was measured.</summary>
    public double Allocated { get; init; }
}

/// <summary>Somebody to be measured.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="RunAsync">Works for a while and says how much it got done.</param>
internal sealed record Contestant(string Name, Func<TimeSpan, Task<Turn>> RunAsync)
{
    /// <summary>A remark for the table's last column.</summary>
    public string Note { get; init; } = "";
}
