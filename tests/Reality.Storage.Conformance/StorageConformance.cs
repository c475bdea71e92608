using Reality.Server.Storage;
using Xunit;

namespace Reality.Storage.Conformance;

/// <summary>
/// What every storage must do. To test one: derive a class from each abstract class of this assembly, and open the storage there. Each
/// test has data of its own, empty at first.
/// </summary>
public abstract class StorageConformance : IAsyncLifetime
{
    private readonly List<IRealityStorage> _opened = [];

    /// <summary>A storage object over this test's data.</summary>
    protected IRealityStorage Storage { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Whether storage objects share the data and find it again after a restart; otherwise each is a life of its own.</summary>
    protected virtual bool IsDurable => true;

    public virtual async ValueTask InitializeAsync() => Storage = await OpenAnotherAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var storage in _opened)
            await CloseAsync(storage);

        await RemoveAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes a storage object over this test's data, as another server or a restarted one would have it.</summary>
    protected abstract ValueTask<IRealityStorage> OpenAsync();

    /// <summary>Removes this test's data.</summary>
    protected virtual ValueTask RemoveAsync() => ValueTask.CompletedTask;

    protected async ValueTask<IRealityStorage> OpenAnotherAsync()
    {
        var storage = await OpenAsync();
        _opened.Add(storage);
        await storage.InitializeAsync(Cancel);
        return storage;
    }

    protected static async ValueTask CloseAsync(IRealityStorage storage)
    {
        if (storage is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else
            (storage as IDisposable)?.Dispose();
    }

    protected async Task<StorageNode> NodeAsync(string key) =>
        await Storage.GetNodeAsync(key, Cancel) ?? throw new InvalidOperationException($"There is no node of '{key}'.");

    /// <summary>A pull that nothing limits.</summary>
    protected ValueTask<StorageChanges> PullAsync(StorageCursor? since, params string[] also) =>
        Storage.ListChangedSinceAsync(since, also, int.MaxValue, Cancel);
}
