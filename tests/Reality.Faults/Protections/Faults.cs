#if REALITY_FAULTS
namespace Reality;

/// <summary>A protection that a run can take away, to prove that it would notice.</summary>
internal enum Protection
{
    BumpInTransaction,
    HashAfterBump,
    MarkBeforeList,
}

/// <summary>
/// Compiled into the product only by <c>-p:RealityFaults=true</c>, which no shipped build sets: takes one protection away.
/// </summary>
internal static class Faults
{
    private static readonly string? Without = Environment.GetEnvironmentVariable("REALITY_WITHOUT");

    public static bool IsOff(Protection protection) => Without == protection switch
    {
        Protection.BumpInTransaction => "bump-in-transaction",
        Protection.HashAfterBump => "hash-after-bump",
        _ => "mark-before-list",
    };

    /// <summary>Holds a race open for a moment: what the protection rules out would otherwise be rare.</summary>
    public static void Widen() => Thread.Sleep(Random.Shared.Next(6));
}
#endif
