using Microsoft.Extensions.Hosting;
using Reality.Server.Storage;

namespace Reality.Server.Declarations;

/// <summary>Checks the declarations and opens the storage before the server listens.</summary>
internal sealed class RealityStartup(DeclarationCheck check, StorageInitialization storage) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await check.RunAsync();
        try
        {
            await storage.EnsureAsync(cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Logged there. A database that comes up later than the server is no reason to die: health says 503 until it is there.
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
