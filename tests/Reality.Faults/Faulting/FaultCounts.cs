using System.Collections.Concurrent;

namespace Reality.Faults.Faulting;

/// <summary>How many faults of each kind took place.</summary>
internal sealed class FaultCounts
{
    private readonly ConcurrentDictionary<FaultKind, int> _counts = new();

    public int Total => _counts.Values.Sum();

    public void Add(FaultKind kind) => _counts.AddOrUpdate(kind, 1, (_, count) => count + 1);

    public override string ToString() => string.Join(", ", _counts.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {NameOf(pair.Key)}"));

    private static string NameOf(FaultKind kind) =>
        string.Concat(kind.ToString().Select((letter, index) => char.IsUpper(letter) && index > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
