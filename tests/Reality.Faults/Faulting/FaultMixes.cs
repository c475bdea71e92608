namespace Reality.Faults.Faulting;

/// <summary>How often each kind of fault comes, in a hundred seconds.</summary>
internal static class FaultMixes
{
    /// <summary>Nothing: to see what the servers can do when they are left alone.</summary>
    public static IReadOnlyDictionary<FaultKind, int> None { get; } = new Dictionary<FaultKind, int>();

    /// <summary>Servers on one file.</summary>
    public static IReadOnlyDictionary<FaultKind, int> Sqlite { get; } = new Dictionary<FaultKind, int> { [FaultKind.KillServer] = 150 };

    /// <summary>Everything. What takes the database or a whole server away is rare beside the rest: while it lasts, nobody is told anything that could be wrong.</summary>
    public static IReadOnlyDictionary<FaultKind, int> Postgres { get; } = new Dictionary<FaultKind, int>
    {
        [FaultKind.KillServer] = 4,
        [FaultKind.PauseServer] = 18,
        [FaultKind.JumpClock] = 12,
        [FaultKind.CrashPostgres] = 3,
        [FaultKind.PausePostgres] = 4,
        [FaultKind.PromoteStandby] = 1,
        [FaultKind.RestoreBackup] = 1,
        [FaultKind.CutConnections] = 5,
        [FaultKind.CutBeforeCommit] = 10,
        [FaultKind.CutAfterCommit] = 10,
        [FaultKind.EndBackends] = 8,
        [FaultKind.LockTable] = 8,
        [FaultKind.HoldTransaction] = 8,
        [FaultKind.DelayPostgres] = 3,
        [FaultKind.PauseOwner] = 3,
        [FaultKind.KillRedis] = 3,
        [FaultKind.PauseRedis] = 3,
        [FaultKind.DelayHints] = 3,
        [FaultKind.DropHints] = 3,
        [FaultKind.RepeatHints] = 3,
        [FaultKind.ForgeHints] = 5,
    };
}
