namespace Reality;

/// <summary>
/// A transaction that <see cref="RealityTest.BeginAsync"/> began. Completing it leaves the caller's flow first, which only a method that
/// is not async can do.
/// </summary>
internal sealed class TestTransaction(TestConnection owner, TestCall root) : IRealityTransaction
{
    private bool _completed;

    public Task CommitAsync(CancellationToken cancellationToken = default)
    {
        if (_completed)
        {
            throw new InvalidOperationException("The transaction is completed.");
        }

        root.Session.Check(root, nameof(CommitAsync));
        Complete();
        return CommitCoreAsync(cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        if (_completed)
        {
            return ValueTask.CompletedTask;
        }

        Complete();
        return RollBackCoreAsync();
    }

    private void Complete()
    {
        _completed = true;
        if (owner.Current == root)
        {
            owner.Current = null;
        }
    }

    private async Task CommitCoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            await root.Session.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await RollBackCoreAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask RollBackCoreAsync()
    {
        await root.Session.RollBackAsync().ConfigureAwait(false);
        root.Session.End();
    }
}
