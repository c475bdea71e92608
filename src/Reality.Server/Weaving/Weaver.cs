using System.Runtime.CompilerServices;
using Reality.Server.Elsewhere;
using Reality.Server.Storage;

namespace Reality.Server.Weaving;

/// <summary>What generated contracts call.</summary>
internal sealed partial class Weaver(
    IRealityStorage storage,
    StorageInitialization initialization,
    Ambient ambient,
    TransactionRunner runner,
    TransactionCompletion completion,
    JoinedCalls calls,
    NodeUpdate nodes,
    MarkedWrites elsewhere) : IReality
{
    public async Task<T> ReadAsync<T>(
        Func<IRealityRead, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string operation = "")
    {
        ArgumentNullException.ThrowIfNull(read);
        while (ambient.Find() is { } caller)
        {
            var frame = caller.Connection switch
            {
                WriteTransaction transaction => transaction.Enter(caller, operation, isWrite: false),
                ReadSnapshot snapshot => await snapshot.EnterAsync(caller, operation, cancellationToken),
                _ => null,
            };
            if (frame is not null)
                return await calls.ReadAsync(frame, read, cancellationToken);

            ambient.Current = caller.Connection.Outer;
        }

        return await ReadAloneAsync(read, operation, cancellationToken);
    }

    public Task WriteAsync(
        Func<IRealityWrite, CancellationToken, Task> write,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string operation = "")
    {
        ArgumentNullException.ThrowIfNull(write);
        return WriteAsync(
            async (handle, token) =>
            {
                await write(handle, token);
                return true;
            },
            cancellationToken,
            operation);
    }

    public async Task<T> WriteAsync<T>(
        Func<IRealityWrite, CancellationToken, Task<T>> write,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string operation = "")
    {
        ArgumentNullException.ThrowIfNull(write);
        return ambient.Find() is { Connection: WriteTransaction transaction } caller
            ? await calls.WriteAsync(transaction, caller, write, operation, cancellationToken)
            : await RunAsync(
                token => calls.WriteAsync((WriteTransaction)ambient.Current!.Connection, ambient.Current, write, operation, token),
                operation,
                mayRetry: false,
                cancellationToken);
    }

    public async Task<T> ReadElsewhereAsync<T>(
        Func<CancellationToken, Task<T>> read,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string operation = "")
    {
        ArgumentNullException.ThrowIfNull(read);
        return await read(cancellationToken);
    }

    public Task WriteElsewhereAsync(
        Action<IRealityMark> mark,
        Func<IRealityElsewhere, CancellationToken, Task> write,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string operation = "")
    {
        ArgumentNullException.ThrowIfNull(write);
        return WriteElsewhereAsync(
            mark,
            async (handle, token) =>
            {
                await write(handle, token);
                return true;
            },
            cancellationToken,
            operation);
    }

    public async Task<T> WriteElsewhereAsync<T>(
        Action<IRealityMark> mark,
        Func<IRealityElsewhere, CancellationToken, Task<T>> write,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string operation = "")
    {
        ArgumentNullException.ThrowIfNull(mark);
        ArgumentNullException.ThrowIfNull(write);
        if (ambient.Find() is { Connection: WriteTransaction transaction })
        {
            throw new InvalidOperationException(
                $"'{operation}' writes data that is not in the storage's database, and cannot join the transaction of "
                + $"'{transaction.Root.Operation}': what it writes would stay where the transaction is rolled back. Call it before or after.");
        }

        return await elsewhere.RunAsync(mark, write, operation, cancellationToken);
    }

    public Task TransactAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return TransactAsync(
            async token =>
            {
                await work(token);
                return true;
            },
            cancellationToken);
    }

    public async Task<T> TransactAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return ambient.Find() is { Connection: WriteTransaction transaction } caller
            ? await calls.TransactAsync(transaction, caller, work, cancellationToken)
            : await RunAsync(work, nameof(TransactAsync), mayRetry: true, cancellationToken);
    }

    // Not async: what an async method sets is gone at its caller, and the caller's next calls are to join.
    public Task<IRealityTransaction> BeginAsync(CancellationToken cancellationToken = default)
    {
        if (storage.ConnectionType is null)
            return Task.FromException<IRealityTransaction>(NoDatabase.For(nameof(BeginAsync), storage.GetType()));

#if REALITY_FAULTS
        if (Faults.IsOff(Protection.BeginNotAsync))
            return BeginInAnAsyncMethodAsync(cancellationToken);
#endif

        var outer = ambient.Find();
        if (outer is { Connection: WriteTransaction under })
        {
            return Task.FromException<IRealityTransaction>(new InvalidOperationException(
                $"BeginAsync was called inside the transaction of '{under.Root.Operation}'. One transaction cannot commit inside another: "
                + "call the writes directly, or use TransactAsync, which joins."));
        }

        var transaction = new WriteTransaction(nameof(BeginAsync), outer);
        ambient.Current = transaction.Root;
        return new BegunTransaction(transaction, ambient, runner, completion).OpenAsync(cancellationToken);
    }

    public Task<long> UpdateNodeAsync(string key, string? hash = null, CancellationToken cancellationToken = default)
    {
        nodes.ThrowIfInvalid(key, hash);
        if (ambient.Find() is not { Connection: WriteTransaction transaction } caller)
            return nodes.UpdateAsync(key, hash, cancellationToken);

        try
        {
            transaction.Leave(transaction.Enter(caller, nameof(UpdateNodeAsync), isWrite: true));
        }
        catch (InvalidOperationException exception)
        {
            return Task.FromException<long>(exception);
        }

        if (hash is null)
            transaction.Bumps.Add(key);
        else
            transaction.Bumps.Add(key, hash);

        return Task.FromResult(0L);
    }

    private async Task<T> ReadAloneAsync<T>(
        Func<IRealityRead, CancellationToken, Task<T>> read,
        string operation,
        CancellationToken cancellationToken)
    {
        if (storage.ConnectionType is null)
            return await read(new WovenReadWithoutConnection(operation, storage.GetType()), cancellationToken);

        await initialization.EnsureAsync(cancellationToken);
        await using var opened = await storage.OpenAsync(cancellationToken);
        return await read(new WovenRead(opened.Connection), cancellationToken);
    }

    private Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, string operation, bool mayRetry, CancellationToken cancellationToken) =>
        storage.ConnectionType is null
            ? throw NoDatabase.For(operation, storage.GetType())
            : runner.RunAsync(work, operation, mayRetry, cancellationToken);
}
