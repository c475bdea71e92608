using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Reality.Server.Mesh;

/// <summary>Says at start that there is no mesh although one was asked for.</summary>
internal sealed class MissingSecret(ILogger<MissingSecret> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        logger.NoSecret();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
