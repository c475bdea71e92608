using Reality.Server.Storage;

namespace Reality.Server.Replica;

// What a standby says goes beside the pulls, and never over what one of them found.
internal sealed partial class ReplicaTable
{
    private bool _isPulling;

    /// <summary>A pull is about to be sent. Until it has ended, nothing else is taken over.</summary>
    public ReplicaState? BeginPull()
    {
        _lock.EnterWriteLock();
        try
        {
            _isPulling = true;
            return _state;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>It has ended, whether or not it began.</summary>
    public void EndPull()
    {
        _lock.EnterWriteLock();
        _isPulling = false;
        _lock.ExitWriteLock();
    }

    /// <summary>Where a standby may go on from; <see langword="null"/> while a pull is under way, and before the first.</summary>
    public ReplicaState? BeginBeside()
    {
        _lock.EnterReadLock();
        try
        {
            return _isPulling || _state?.Cursor is null ? null : _state;
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>
    /// Takes over what a standby found, unless a pull was begun or has ended meanwhile: what that one finds may lack what the standby
    /// shows already, so the two cannot be laid over each other.
    /// </summary>
    public bool TryApplyBeside(StorageChanges changes, IReadOnlyCollection<string> asked, ReplicaState before, PullMoment moment)
    {
        _lock.EnterWriteLock();
        try
        {
            if (_isPulling || _state is null || _state.Cursor != before.Cursor)
                return false;

            ApplyLocked(changes, asked, before.Cursor, before.Families, moment);
            return true;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }
}
