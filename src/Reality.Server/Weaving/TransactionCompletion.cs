using Microsoft.Extensions.Logging;
using Reality.Server.Diagnostics;
using Reality.Server.Hints;
using Reality.Server.Reporting;
using Reality.Server.Storage;

namespace Reality.Server.Weaving;

/// <summary>
/// The end of a write transaction: bump every key in one order, then read again and hash what can be hashed, then commit. In this order a
/// stored hash is the hash of exactly that version (1).
/// </summary>
internal sealed class TransactionCompletion(
    IRealityStorage storage,
    Ambient ambient,
    RequestWritesAccessor requestWrites,
    HintBroadcast hints,
    RealityMetrics metrics,
    ILogger<TransactionCompletion> logger)
{
    /// <summary>Commits a transaction that was claimed for it.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="frame">The frame that it was claimed with; views are read again in it.</param>
    /// <param name="cancellationToken">Cancels until the commit is sent.</param>
    public async Task CommitAsync(WriteTransaction transaction, AmbientFrame frame, CancellationToken cancellationToken)
    {
        ambient.Current = frame;
        try
        {
            await CommitAsync(transaction, cancellationToken);
        }
        finally
        {
            transaction.Leave(frame);
        }
    }

    private async Task CommitAsync(WriteTransaction transaction, CancellationToken cancellationToken)
    {
        transaction.ThrowIfPoisoned();
        cancellationToken.ThrowIfCancellationRequested();
        await ThrowIfLostAsync(transaction, transaction.Root.Operation);

        var inner = transaction.Storage;
        var bumped = await BumpAsync(transaction, inner, cancellationToken);
        await ThrowIfLostAsync(transaction, transaction.Root.Operation);
        cancellationToken.ThrowIfCancellationRequested();

        var identity = inner.Identity;
        var token = await CommitAsync(inner, transaction.Root.Operation);
        metrics.Wrote(bumped.Count);
        requestWrites.Report(identity, token, bumped);
        if (bumped.Count > 0)
            hints.Wrote(identity, token);
    }

    /// <summary>
    /// Notices that the user's statements ended the transaction (4a). What they wrote may be committed, unless the storage refuses that,
    /// so its keys are bumped all the same.
    /// </summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="operation">The name of the method that ran in it.</param>
    /// <param name="failure">What the method threw, if anything; a refused commit, for instance.</param>
    /// <exception cref="InvalidOperationException">The transaction is not open any more.</exception>
    public async ValueTask ThrowIfLostAsync(WriteTransaction transaction, string operation, Exception? failure = null)
    {
        if (transaction.IsLossTold || transaction.Storage.IsOpen)
            return;

        transaction.IsLossTold = true;
        if (!storage.RefusesForeignCommits)
            await BumpAfterLossAsync(transaction, operation);

        throw new InvalidOperationException(
            $"'{operation}' ended the transaction that it ran in{(failure is null ? "" : ", or the database did when it failed")}. A core must "
            + "not commit, roll back or begin: the generated method does. "
            + (storage.RefusesForeignCommits
                ? "Nothing of it stays."
                : "What it wrote before that may be committed; the keys that it reported were bumped outside of the transaction."),
            failure);
    }

    private async ValueTask BumpAfterLossAsync(WriteTransaction transaction, string operation)
    {
        try
        {
            foreach (var (key, _) in transaction.Bumps.InOrder())
            {
                var write = await storage.IncrementVersionAsync(key, CancellationToken.None);
                requestWrites.Report(write.Identity, write.Token, [write.Node]);
                hints.Wrote(write.Identity, write.Token);
            }
        }
        catch (Exception exception)
        {
            logger.BumpAfterLostTransactionFailed(operation, exception);
        }
    }

    private static async Task<IReadOnlyList<StorageNode>> BumpAsync(
        WriteTransaction transaction,
        IStorageTransaction inner,
        CancellationToken cancellationToken)
    {
        var keys = transaction.Bumps.InOrder();
        if (keys.Count == 0)
            return [];

        var bumped = await inner.BumpAsync(keys.ConvertAll(entry => new StorageBump(entry.Key)), cancellationToken);
        var hashes = new List<KeyValuePair<string, string>>(keys.Count);
        foreach (var (key, hash) in keys)
        {
            if (hash is not null)
                hashes.Add(new(key, await HashAsync(key, hash, transaction, cancellationToken)));
        }

        if (hashes.Count > 0)
            await inner.SetHashesAsync(hashes, cancellationToken);

        return bumped;
    }

    private static async Task<string> HashAsync(
        string key,
        HashAtEnd hash,
        WriteTransaction transaction,
        CancellationToken cancellationToken)
    {
        try
        {
            return await hash(transaction.Connection, transaction.Storage.Identity.Secret, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException(
                $"'{transaction.Root.Operation}' is rolled back: '{key}' could not be read again for its hash.",
                exception);
        }
    }

    // From here on a cancellation would only make the outcome uncertain.
    private async Task<long> CommitAsync(IStorageTransaction inner, string operation)
    {
        try
        {
            return await inner.CommitAsync(CancellationToken.None);
        }
        catch (Exception exception) when (!inner.IsOpen && !storage.IsTransient(exception))
        {
            throw new RealityCommitException(
                $"The commit of '{operation}' failed, and whether it took place is unknown. Its data and its keys' versions agree in "
                + "either case.",
                exception);
        }
    }
}
