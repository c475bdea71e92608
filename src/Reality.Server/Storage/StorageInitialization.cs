using Microsoft.Extensions.Logging;
using Reality.Server.Diagnostics;
using Reality.Server.Families;

namespace Reality.Server.Storage;

/// <summary>
/// Initializes the storage and the families once, before its first use, whoever comes first. A failure is not remembered: the next caller tries again.
/// </summary>
internal sealed class StorageInitialization(IRealityStorage storage, KeyFamilies families, StorageOutage outage, ILogger<StorageInitialization> logger)
{
    private readonly Lock _lock = new();
    private Task? _ready;

    public ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        var ready = Volatile.Read(ref _ready);
        return ready is { IsCompletedSuccessfully: true } ? ValueTask.CompletedTask : new ValueTask(WaitAsync(cancellationToken));
    }

    private Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_ready is null or { IsFaulted: true } or { IsCanceled: true })
                _ready = InitializeAsync();

            return _ready.WaitAsync(cancellationToken);
        }
    }

    // Shared by all who wait, so no single caller's token ends it.
    private async Task InitializeAsync()
    {
        // Not under the lock, whatever a storage does before its first await.
        await Task.Yield();
        try
        {
            var identity = await storage.InitializeAsync(CancellationToken.None);
            _ = await families.ForAsync(identity.Epoch, CancellationToken.None);
            outage.Succeeded();
            logger.StorageReady(storage.GetType(), identity.Epoch);
        }
        catch (Exception exception)
        {
            outage.Failed(exception);
            throw;
        }
    }
}
