using Microsoft.Extensions.Options;
using Reality.Server.Storage;

namespace Reality.Server.Elsewhere;

/// <summary>
/// Writes whose data is not in the storage's database (4b): a durable mark first, then the write, then the bumps. Whatever happens to
/// this process in between, the mark says what may have changed.
/// </summary>
internal sealed class MarkedWrites(
    IRealityStorage storage,
    StorageInitialization initialization,
    Settlement settlement,
    IOptions<RealityOptions> options,
    TimeProvider time)
{
    public async Task<T> RunAsync<T>(
        Action<IRealityMark> mark,
        Func<IRealityElsewhere, CancellationToken, Task<T>> write,
        string operation,
        CancellationToken cancellationToken)
    {
        var keys = new MarkedKeys(operation);
        mark(keys);
        keys.Begin();
        await initialization.EnsureAsync(cancellationToken);

        var deadline = new WriteDeadline(time, options.Value.MarkTimeout);
        var stored = await storage.MarkAsync(settlement.BumpsOf(keys.Marked), options.Value.MarkTimeout, cancellationToken);
        await ThrowIfLateAsync(stored, deadline, operation, cancellationToken);

        var result = await WriteAsync(stored, keys, write, deadline, operation, cancellationToken);
        await settlement.SettleAsync(stored, keys.Reported, operation);
        return result;
    }

    // The last moment at which it is certain that nothing was written.
    private async ValueTask ThrowIfLateAsync(StorageMark mark, WriteDeadline deadline, string operation, CancellationToken cancellationToken)
    {
        if (deadline.Left > TimeSpan.Zero && !cancellationToken.IsCancellationRequested)
            return;

        await settlement.TrySettleAsync(mark, []);
        cancellationToken.ThrowIfCancellationRequested();
        throw new TimeoutException(
            $"'{operation}' has not begun: storing its mark took longer than RealityOptions.MarkTimeout ({options.Value.MarkTimeout}).");
    }

    private async Task<T> WriteAsync<T>(
        StorageMark mark,
        MarkedKeys keys,
        Func<IRealityElsewhere, CancellationToken, Task<T>> write,
        WriteDeadline deadline,
        string operation,
        CancellationToken cancellationToken)
    {
        using var limit = deadline.Start();
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await write(keys, linked.Token);
        }
        catch (Exception exception)
        {
            // It may have taken place, or half of it.
            keys.End();
            await settlement.TrySettleAsync(mark, keys.All);
            if (exception is OperationCanceledException && limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException(
                    $"'{operation}' was cancelled at its deadline of RealityOptions.MarkTimeout ({options.Value.MarkTimeout}). Whether it "
                    + "took place is unknown; its keys count as changed.",
                    exception);
            }

            throw;
        }
        finally
        {
            keys.End();
        }
    }
}
