using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reality.Server.Diagnostics;
using Reality.Server.Families;
using Reality.Server.Storage;

namespace Reality.Server.Weaving;

/// <summary>Runs work in a write transaction of its own, and again where the storage says that a failure was nobody's fault.</summary>
internal sealed class TransactionRunner(
    IRealityStorage storage,
    StorageInitialization initialization,
    Ambient ambient,
    TransactionCompletion completion,
    IOptions<RealityOptions> options,
    TimeProvider time,
    RealityMetrics metrics,
    ILogger<TransactionRunner> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);

    public async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> work,
        string operation,
        bool mayRetry,
        CancellationToken cancellationToken)
    {
        var attempts = mayRetry ? options.Value.MaxTransactionAttempts : 1;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AttemptAsync(work, operation, cancellationToken);
            }
            catch (Exception exception) when (attempt < attempts && !cancellationToken.IsCancellationRequested && IsTransient(exception))
            {
                metrics.Retried();
                logger.TransactionRetried(attempt, exception);
                await Task.Delay(Pause(attempt), time, cancellationToken);
            }
        }
    }

    /// <summary>Opens a transaction that joins nothing yet.</summary>
    public async Task BeginAsync(WriteTransaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            await initialization.EnsureAsync(cancellationToken);
            transaction.Begin(await storage.BeginAsync(cancellationToken));
        }
        catch
        {
            transaction.FailToBegin();
            throw;
        }
    }

    /// <summary>Gives the connection back; what was not committed is rolled back.</summary>
    public async ValueTask EndAsync(WriteTransaction transaction)
    {
        if (await transaction.EndAsync() is not { } inner)
            return;

        try
        {
            await inner.DisposeAsync();
        }
        catch (Exception exception)
        {
            // Whatever was to be told has been told: the commit took place, or its failure is on its way to the caller.
            logger.DisposeFailed(exception);
        }
    }

    private async Task<T> AttemptAsync<T>(Func<CancellationToken, Task<T>> work, string operation, CancellationToken cancellationToken)
    {
        var transaction = new WriteTransaction(operation, ambient.Find());
        try
        {
            await BeginAsync(transaction, cancellationToken);
            ambient.Current = transaction.Root;
            var result = await work(cancellationToken);
            await completion.CommitAsync(transaction, transaction.BeginCompleting(), cancellationToken);
            return result;
        }
        finally
        {
            await EndAsync(transaction);
        }
    }

    // The user's code may have wrapped what the database threw. An uncertain commit is never run again.
    private bool IsTransient(Exception? exception)
    {
        for (; exception is not null and not RealityCommitException; exception = exception.InnerException)
        {
            if (exception is FamiliesChangedException || storage.IsTransient(exception))
                return true;
        }

        return false;
    }

    // Doubling, with jitter so that those who met once do not meet again.
    private static TimeSpan Pause(int attempt) =>
        FirstPause * Math.Pow(2, Math.Min(attempt - 1, 6)) * (0.5 + Random.Shared.NextDouble());
}
