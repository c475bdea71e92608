using SQLitePCL;

namespace Reality.Sqlite.Connections;

/// <summary>
/// Stands at a write connection's commits: only the weaver's own goes through. A core that ends the transaction itself would leave its
/// data committed and the versions where they are (correctness.md, 4a).
/// </summary>
/// <remarks>
/// A refused commit rolls back; whatever the core then runs outside a transaction commits by itself, and is refused too.
/// </remarks>
internal sealed class CommitGuard
{
    private bool _open;

    public CommitGuard(sqlite3 db)
    {
        raw.sqlite3_commit_hook(db, static guard => ((CommitGuard)guard).IsCommitAllowed ? 0 : 1, this);
        raw.sqlite3_rollback_hook(db, static guard => ((CommitGuard)guard).WasEnded = true, this);
    }

    /// <summary>Whether a commit may happen now.</summary>
    public bool IsCommitAllowed { get; private set; }

    /// <summary>Whether the transaction was ended since <see cref="Begin"/> by other than <see cref="Committing"/>.</summary>
    public bool WasEnded { get; private set; }

    public void Begin()
    {
        WasEnded = false;
        IsCommitAllowed = false;
        _open = true;
    }

    /// <summary>Lets commits through until the answer is disposed.</summary>
    public CommitWindow Committing()
    {
        if (!_open)
            throw new InvalidOperationException("No transaction is open.");

        IsCommitAllowed = true;
        return new CommitWindow(this);
    }

    /// <summary>The time in which the weaver commits.</summary>
    internal readonly struct CommitWindow(CommitGuard guard) : IDisposable
    {
        public void Dispose() => guard.IsCommitAllowed = false;
    }
}
