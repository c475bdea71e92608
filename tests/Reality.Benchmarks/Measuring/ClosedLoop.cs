using System.Diagnostics;

namespace Reality.Benchmarks.Measuring;

/// <summary>Clients that each wait for their last answer before they ask again.</summary>
internal static class ClosedLoop
{
    /// <summary>Runs a number of clients for a while.</summary>
    /// <param name="clients">How many at once.</param>
    /// <param name="time">For how long.</param>
    /// <param name="seed">What their random numbers come from.</param>
    /// <param name="work">One piece of work.</param>
    public static async Task<Turn> RunAsync(int clients, TimeSpan time, int seed, Func<Random, Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        var all = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var random = new Random(seed + client);
            var taken = new List<double>(4096);
            while (Stopwatch.GetElapsedTime(start) < time)
            {
                var began = Stopwatch.GetTimestamp();
                await work(random);
                taken.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            return taken;
        })));

        var elapsed = Stopwatch.GetElapsedTime(start);
        double[] sorted = [.. all.SelectMany(static taken => taken).Order()];
        return new(sorted.Length / elapsed.TotalSeconds, At(sorted, 0.5), At(sorted, 0.99));
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[(int)((sorted.Length - 1) * share)];
}
