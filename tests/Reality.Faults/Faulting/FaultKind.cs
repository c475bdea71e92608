namespace Reality.Faults.Faulting;

/// <summary>What is done to a run.</summary>
internal enum FaultKind
{
    /// <summary>SIGKILL of a server, whatever it writes just then.</summary>
    KillServer,

    /// <summary>SIGSTOP of a server, and SIGCONT later.</summary>
    PauseServer,

    /// <summary>The wall clock of a server jumps.</summary>
    JumpClock,

    /// <summary>SIGKILL of all of PostgreSQL while others roll back, and a restart.</summary>
    CrashPostgres,

    /// <summary>SIGSTOP of all of PostgreSQL.</summary>
    PausePostgres,

    /// <summary>A standby that lags behind takes over.</summary>
    PromoteStandby,

    /// <summary>A backup takes over.</summary>
    RestoreBackup,

    /// <summary>All connections to PostgreSQL are reset.</summary>
    CutConnections,

    /// <summary>A connection is reset when the commit was sent, before PostgreSQL has it.</summary>
    CutBeforeCommit,

    /// <summary>A connection is reset when PostgreSQL has committed, before it can say so.</summary>
    CutAfterCommit,

    /// <summary>A backend is ended by PostgreSQL.</summary>
    EndBackends,

    /// <summary>The table is locked for a while: all statements are slow.</summary>
    LockTable,

    /// <summary>A transaction that has written stays open for a while, and is rolled back.</summary>
    HoldTransaction,

    /// <summary>Everything that passes between servers and PostgreSQL is late.</summary>
    DelayPostgres,

    /// <summary>A server is stopped while it writes to a file, past the deadline of its mark.</summary>
    PauseOwner,

    /// <summary>SIGKILL of Redis, and a restart.</summary>
    KillRedis,

    /// <summary>SIGSTOP of Redis.</summary>
    PauseRedis,

    /// <summary>Hints over Redis are late.</summary>
    DelayHints,

    /// <summary>Hints over Redis are lost.</summary>
    DropHints,

    /// <summary>Hints over Redis are repeated.</summary>
    RepeatHints,

    /// <summary>Hints that nobody sent, over each way that there is.</summary>
    ForgeHints,
}
