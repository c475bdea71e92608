using SQLitePCL;

namespace Reality.Sqlite.Connections;

/// <summary>
/// Stands at a write connection's commits: only the weaver's own goes through. A core that ends the transaction itself would leave its
/// data committed and the versions where they are (correctness.md, 4a).
/// </summary>
/// <remarks>
/// A refused commit rolls back; whatever the core then runs outside a transaction commits by itself, and is refused too. There is no
/// rollback hook beside it: SQLite calls that one while a connection closes, when the wrapper has already let go of it, and the process
/// would end. <see cref="Writing.WriteTransaction.IsOpen"/> tells a rollback by a mark in the transaction instead.
/// </remarks>
internal sealed class CommitGuard
{
    private bool _isCommitting;

    public CommitGuard(sqlite3 db) =>
        raw.sqlite3_commit_hook(db, static guard => ((CommitGuard)guard)._isCommitting ? 0 : 1, this);

    /// <summary>Lets commits through until the answer is disposed.</summary>
    public CommitWindow Committing()
    {
        _isCommitting = true;
        return new CommitWindow(this);
    }

    /// <summary>The time in which the weaver commits.</summary>
    internal readonly struct CommitWindow(CommitGuard guard) : IDisposable
    {
        public void Dispose() => guard._isCommitting = false;
    }
}
