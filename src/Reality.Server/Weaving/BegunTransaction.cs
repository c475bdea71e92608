namespace Reality.Server.Weaving;

/// <summary>
/// A transaction begun by hand. Its members are not async themselves: they take the transaction out of the caller's flow, which an async
/// method could not.
/// </summary>
internal sealed class BegunTransaction(
    WriteTransaction transaction,
    Ambient ambient,
    TransactionRunner runner,
    TransactionCompletion completion) : IRealityTransaction
{
    public async Task<IRealityTransaction> OpenAsync(CancellationToken cancellationToken)
    {
        await runner.BeginAsync(transaction, cancellationToken);
        return this;
    }

    public Task CommitAsync(CancellationToken cancellationToken = default)
    {
        AmbientFrame frame;
        try
        {
            frame = transaction.BeginCompleting();
        }
        catch (InvalidOperationException exception)
        {
            return Task.FromException(exception);
        }

        LeaveFlow();
        return FinishAsync(frame, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        LeaveFlow();
        return runner.EndAsync(transaction);
    }

    private async Task FinishAsync(AmbientFrame frame, CancellationToken cancellationToken)
    {
        try
        {
            await completion.CommitAsync(transaction, frame, cancellationToken);
        }
        finally
        {
            await runner.EndAsync(transaction);
        }
    }

    private void LeaveFlow()
    {
        if (ambient.Current?.Connection == transaction)
            ambient.Current = transaction.Outer;
    }
}
