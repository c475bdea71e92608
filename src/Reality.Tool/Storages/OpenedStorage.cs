using Reality.Server.Storage;

namespace Reality.Tool.Storages;

/// <summary>A storage that a command works on.</summary>
/// <param name="Storage">The storage.</param>
/// <param name="Name">What messages call it.</param>
internal sealed record OpenedStorage(IRealityStorage Storage, string Name) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        if (Storage is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else
            (Storage as IDisposable)?.Dispose();
    }
}
