using System.Data;
using Microsoft.Extensions.Logging;
using Reality.Server.Diagnostics;
using Reality.Server.Families;
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
    KeyFamilies families,
    NodeWriter writer,
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

        var map = await families.ForAsync(transaction.Storage.Identity.Epoch, cancellationToken);
        var keys = transaction.Bumps.InOrder();
        var bumps = families.Bumps(map, keys.ConvertAll(static entry => entry.Key));

        // Only hashes and families depend on which families keys belong to; without any, nothing stands between bump and commit.
        var isPlain = bumps.Count > 0 && keys.TrueForAll(static entry => entry.Value is null && !RealityFamily.IsFamily(entry.Key));
        var commit = isPlain
            ? await EndAsync(transaction, async inner => await inner.BumpAndCommitAsync(bumps, CancellationToken.None))
            : await BumpAndHashAsync(transaction, map, bumps, keys, cancellationToken);

        var identity = transaction.Storage.Identity;
        metrics.Wrote(commit.Nodes.Count);
        requestWrites.Report(identity, commit.Token, map.Epoch == identity.Epoch ? commit.Nodes : []);
        if (commit.Nodes.Count > 0)
            hints.Wrote(identity, commit.Token);
    }

    private async Task<StorageCommit> BumpAndHashAsync(
        WriteTransaction transaction,
        FamilyMap map,
        List<StorageBump> bumps,
        List<KeyValuePair<string, HashAtEnd?>> keys,
        CancellationToken cancellationToken)
    {
        var nodes = bumps.Count == 0 ? [] : await BumpAsync(transaction, map, bumps, cancellationToken);
        var hashes = new List<KeyValuePair<string, string>>(keys.Count);
        foreach (var (key, hash) in keys)
        {
            if (hash is not null)
                hashes.Add(new(key, await HashAsync(key, hash, transaction, cancellationToken)));
        }

        await ThrowIfLostAsync(transaction, transaction.Root.Operation);
        cancellationToken.ThrowIfCancellationRequested();
        return await EndAsync(transaction, async inner => new StorageCommit(
            nodes,
            hashes.Count > 0
                ? await inner.SetHashesAndCommitAsync(hashes, CancellationToken.None)
                : await inner.CommitAsync(CancellationToken.None)));
    }

    private async Task<IReadOnlyList<StorageNode>> BumpAsync(
        WriteTransaction transaction,
        FamilyMap map,
        List<StorageBump> bumps,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<StorageNode> nodes;
        try
        {
            nodes = await transaction.Storage.BumpAsync(bumps, cancellationToken);
        }
        catch (Exception exception) when (!storage.IsTransient(exception))
        {
            await ThrowIfLostAsync(transaction, transaction.Root.Operation, exception);
            throw;
        }

        // The storage knows only now which epoch they were recorded in.
        return await families.AreThoseOfAsync(map, transaction.Storage.Identity, cancellationToken)
            ? nodes
            : throw new FamiliesChangedException(transaction.Root.Operation);
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

        // With its connection gone, what was not committed is rolled back, and no version may move (invariant 1).
        if (transaction.Storage.Connection.State != ConnectionState.Open)
            throw new InvalidOperationException($"'{operation}' lost its connection to the database. Nothing of it stays.", failure);

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
                _ = await writer.RecordAsync(key, hash: null, CancellationToken.None);
        }
        catch (Exception exception)
        {
            logger.BumpAfterLostTransactionFailed(operation, exception);
        }
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
    private async Task<StorageCommit> EndAsync(WriteTransaction transaction, Func<IStorageTransaction, Task<StorageCommit>> commit)
    {
        var inner = transaction.Storage;
        try
        {
            return await commit(inner);
        }
        catch (Exception exception) when (!inner.IsOpen && !storage.IsTransient(exception))
        {
            // A storage that is a network away may notice only now that the user's statements had ended the transaction (4a).
            if (exception is InvalidOperationException)
                await ThrowIfLostAsync(transaction, transaction.Root.Operation, exception);

            // Where the connection broke, data and versions are committed together or not at all, and another bump would be of no write.
            // One that still stands says that the transaction was another one.
            if (!storage.RefusesForeignCommits && inner.Connection.State == ConnectionState.Open)
                await BumpAfterLossAsync(transaction, transaction.Root.Operation);

            throw new RealityCommitException(
                $"The commit of '{transaction.Root.Operation}' failed, and whether it took place is unknown. Its data and its keys' versions "
                + "agree in either case.",
                exception);
        }
    }
}
