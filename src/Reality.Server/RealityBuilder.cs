using Microsoft.Extensions.DependencyInjection;

namespace Reality.Server;

/// <summary>Configures Reality further: storages and other parts add themselves by extension methods on it.</summary>
public sealed class RealityBuilder
{
    internal RealityBuilder(IServiceCollection services) => Services = services;

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }
}
