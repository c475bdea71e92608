namespace Reality.Faults.Faulting;

/// <summary>How often each kind of fault comes, in a hundred seconds.</summary>
internal static class FaultMixes
{
    /// <summary>Nothing: to see what the servers can do when they are left alone.</summary>
    public static IReadOnlyDictionary<FaultKind, int> None { get; } = new Dictionary<FaultKind, int>();

    /// <summary>Servers on one file.</summary>
    public static IReadOnlyDictionary<FaultKind, int> Sqlite { get; } = new Dictionary<FaultKind, int> { [FaultKind.KillServer] = 150 };

    /// <summary>Everything.</summary>
    public static IReadOnlyDictionary<FaultKind, int> Postgres { get; } = new Dictionary<FaultKind, int>
    {
        [FaultKind.KillServer] = 12,
        [FaultKind.PauseServer] = 25,
        [FaultKind.JumpClock] = 12,
        [FaultKind.CrashPostgres] = 4,
        [FaultKind.PausePostgres] = 6,
        [FaultKind.PromoteStandby] = 2,
        [FaultKind.RestoreBackup] = 2,
        [FaultKind.CutConnections] = 5,
        [FaultKind.CutBeforeCommit] = 10,
        [FaultKind.CutAfterCommit] = 10,
        [FaultKind.EndBackends] = 8,
        [FaultKind.LockTable] = 10,
        [FaultKind.HoldTransaction] = 10,
        [FaultKind.DelayPostgres] = 3,
        [FaultKind.PauseOwner] = 4,
        [FaultKind.KillRedis] = 3,
        [FaultKind.PauseRedis] = 3,
        [FaultKind.DelayHints] = 3,
        [FaultKind.DropHints] = 3,
        [FaultKind.RepeatHints] = 3,
        [FaultKind.ForgeHints] = 6,
    };
}
