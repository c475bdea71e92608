using System.Collections.Concurrent;

namespace Reality.Faults.Driving;

/// <summary>What servers logged as errors, each kind once: under faults most are expected, and those that are not explain a red run.</summary>
internal static class Complaints
{
    private const int Kept = 40;
    private const string Unhandled = "An unhandled exception";
    private const int Longest = 400;
    private static readonly ConcurrentDictionary<string, int> Counts = new(StringComparer.Ordinal);

    public static IEnumerable<string> All => Counts.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Value} x {pair.Key}");

    public static void Add(string output)
    {
        foreach (var whole in output.Split('\n').Where(line => line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("warn:", StringComparison.Ordinal)))
        {
            // Without the connection's id, which is another one each time.
            var line = whole[Math.Max(0, whole.IndexOf(Unhandled, StringComparison.Ordinal))..];
            line = line[..Math.Min(line.Length, Longest)];
            if (Counts.Count < Kept || Counts.ContainsKey(line))
                Counts.AddOrUpdate(line, 1, (_, count) => count + 1);
        }
    }
}
