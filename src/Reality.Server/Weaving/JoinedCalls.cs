using Reality.Server.Families;

namespace Reality.Server.Weaving;

/// <summary>Woven calls on a connection that they share with others.</summary>
internal sealed class JoinedCalls(Ambient ambient, KeyFamilies families, TransactionCompletion completion)
{
    /// <summary>A read in the frame that it was let into.</summary>
    public async Task<T> ReadAsync<T>(
        AmbientFrame frame,
        Func<IRealityRead, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
    {
        ambient.Current = frame;
        try
        {
            var result = await read(new WovenRead(frame.Connection.Connection), cancellationToken);
            if (frame.Connection is WriteTransaction transaction)
                await completion.ThrowIfLostAsync(transaction, frame.Operation);

            return result;
        }
        finally
        {
            frame.Connection.Leave(frame);
        }
    }

    /// <summary>A write in a transaction. If it fails, nothing of the transaction may be committed.</summary>
    public async Task<T> WriteAsync<T>(
        WriteTransaction transaction,
        AmbientFrame caller,
        Func<IRealityWrite, CancellationToken, Task<T>> write,
        string operation,
        CancellationToken cancellationToken)
    {
        var frame = transaction.Enter(caller, operation, isWrite: true);
        ambient.Current = frame;
        try
        {
            using var handle = new WovenWrite(transaction, families, operation);
            var result = await write(handle, cancellationToken);
            await completion.ThrowIfLostAsync(transaction, operation);
            return result;
        }
        catch (Exception exception)
        {
            transaction.Poison(operation, exception);

            // What a refused commit throws names no method.
            await completion.ThrowIfLostAsync(transaction, operation, exception);
            throw;
        }
        finally
        {
            transaction.Leave(frame);
        }
    }

    /// <summary>A transaction inside another, which commits both or neither; it is also the one that may run again.</summary>
    public async Task<T> TransactAsync<T>(
        WriteTransaction transaction,
        AmbientFrame caller,
        Func<CancellationToken, Task<T>> work,
        CancellationToken cancellationToken)
    {
        var frame = transaction.Enter(caller, nameof(TransactAsync), isWrite: true);
        ambient.Current = frame;
        try
        {
            return await work(cancellationToken);
        }
        catch (Exception exception)
        {
            transaction.Poison(nameof(TransactAsync), exception);
            throw;
        }
        finally
        {
            transaction.Leave(frame);
        }
    }
}
