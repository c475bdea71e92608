#if REALITY_FAULTS
namespace Reality;

/// <summary>A protection that a run can take away, to prove that it would notice. In the text of options: in lower case, with hyphens.</summary>
internal enum Protection
{
    // On SQLite.
    HashAfterBump,
    MarkBeforeList,

    // On SQLite and on PostgreSQL.
    BumpInTransaction,

    // On PostgreSQL.
    HashAfterLock,
    FeedBySnapshot,
    Incarnation,

    // In the server.
    MissesWithThePull,
    ListenThenCheck,
    FamilyVersion,
    BeginNotAsync,
}

/// <summary>
/// Compiled into the product only by <c>-p:RealityFaults=true</c>, which no shipped build sets: takes one protection away.
/// </summary>
internal static class Faults
{
    private static readonly string Without = (Environment.GetEnvironmentVariable("REALITY_WITHOUT") ?? "").Replace("-", "", StringComparison.Ordinal);
    private static readonly Protection? Off = Enum.TryParse<Protection>(Without, ignoreCase: true, out var off) ? off : null;

    public static bool IsOff(Protection protection) => Off == protection;

    /// <summary>Holds a race open for a moment: what the protection rules out would otherwise be rare.</summary>
    public static void Widen() => Thread.Sleep(Random.Shared.Next(6));
}
#endif
