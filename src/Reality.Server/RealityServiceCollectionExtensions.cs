using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Reality.Server;
using Reality.Server.Access;
using Reality.Server.Declarations;
using Reality.Server.Diagnostics;
using Reality.Server.Drift;
using Reality.Server.Elsewhere;
using Reality.Server.Events;
using Reality.Server.Families;
using Reality.Server.Health;
using Reality.Server.Hints;
using Reality.Server.Holding;
using Reality.Server.Payloads;
using Reality.Server.Replica;
using Reality.Server.Reporting;
using Reality.Server.Storage;
using Reality.Server.Storage.InMemory;
using Reality.Server.Sync;
using Reality.Server.Weaving;

namespace Reality;

/// <summary>Adds Reality to an application's services.</summary>
public static class RealityServiceCollectionExtensions
{
    /// <summary>
    /// Adds Reality. Choose a storage on the builder that comes back, such as <c>UseSqlite</c>; without one, node metadata lives in
    /// memory. Then map its endpoints with <see cref="RealityEndpointRouteBuilderExtensions.MapReality"/>.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets limits and habits.</param>
    public static RealityBuilder AddReality(this IServiceCollection services, Action<RealityOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<RealityOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RealityOptions>, RealityOptionsValidation>());
        services.AddMetrics();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RealityMetrics>();
        services.TryAddSingleton<StorageOutage>();
        services.TryAddSingleton<IRealityStorage>(provider => new InMemoryRealityStorage(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<StorageInitialization>();
        AddDeclarations(services);
        AddSync(services);
        AddHints(services);
        AddWeaving(services);
        AddReporting(services);
        AddHealth(services);
        return new RealityBuilder(services);
    }

    private static void AddDeclarations(IServiceCollection services)
    {
        services.TryAddSingleton<DeclaredKeys>();
        services.TryAddSingleton<KeyFamilies>();
        services.TryAddSingleton<DeclarationCheck>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RealityStartup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<JsonOptions>, ModuleJsonContexts>());
        services.TryAddSingleton<DriftHealer>();
        services.TryAddSingleton<DriftWatch>();
        services.TryAddSingleton<PayloadReader>();
        services.TryAddSingleton<PayloadEndpoints>();
    }

    private static void AddSync(IServiceCollection services)
    {
        services.TryAddSingleton<KeyAccess>();
        services.TryAddSingleton<OverdueMarks>();
        services.TryAddSingleton<GraphReplica>();
        services.TryAddSingleton<SyncRequestPool>();
        services.TryAddSingleton<HeldSyncs>();
        services.TryAddSingleton<SyncResponder>();
        services.TryAddSingleton<SyncEndpoint>();
        services.TryAddSingleton<EventStreams>();
        services.TryAddSingleton<EventsEndpoint>();
    }

    private static void AddHints(IServiceCollection services)
    {
        services.TryAddSingleton<HintInbox>();
        services.TryAddSingleton<HintBroadcast>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, HintReception>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SettleHints>());
    }

    private static void AddWeaving(IServiceCollection services)
    {
        services.TryAddSingleton<Ambient>();
        services.TryAddSingleton<TransactionRunner>();
        services.TryAddSingleton<TransactionCompletion>();
        services.TryAddSingleton<JoinedCalls>();
        services.TryAddSingleton<NodeWriter>();
        services.TryAddSingleton<NodeUpdate>();
        services.TryAddSingleton<UnsettledMarks>();
        services.TryAddSingleton<Settlement>();
        services.TryAddSingleton<MarkedWrites>();
        services.TryAddSingleton<IReality, Weaver>();
    }

    private static void AddReporting(IServiceCollection services)
    {
        services.TryAddSingleton<RequestWritesAccessor>();
        services.TryAddSingleton<BumpedHeader>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, ReportingStartupFilter>());
    }

    private static void AddHealth(IServiceCollection services)
    {
        if (services.Any(descriptor => descriptor.ServiceType == typeof(RealityHealthCheck)))
            return;

        services.AddSingleton<RealityHealthCheck>();
        services.AddSingleton<HealthEndpoint>();
        services.AddHealthChecks().AddCheck<RealityHealthCheck>("reality");
    }
}
