using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;
using Reality.Postgres;
using Reality.Postgres.Hints;
using Reality.Server;
using Reality.Server.Hints;
using Reality.Server.Storage;

namespace Reality;

/// <summary>Makes PostgreSQL the storage.</summary>
public static class RealityPostgresExtensions
{
    /// <summary>Keeps Reality's nodes in the application's own PostgreSQL database, so that data and versions commit together.</summary>
    /// <param name="builder">What <c>AddReality</c> returned.</param>
    /// <param name="connectionString">The database's connection string, as Npgsql reads it.</param>
    /// <param name="configure">Sets further options.</param>
    /// <exception cref="ArgumentException">The connection string or an option cannot be used; the message says why.</exception>
    public static RealityBuilder UsePostgres(
        this RealityBuilder builder,
        string connectionString,
        Action<PostgresStorageOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);

        // Where it is wrong, the line that gave it fails, not the first request.
        _ = new NpgsqlConnectionStringBuilder(connectionString);
        return Use(
            builder,
            configure,
            (options, services) => new PostgresRealityStorage(NpgsqlDataSource.Create(connectionString), isOwned: true, options, Logger(services)),
            _ => new HintConnections(connectionString));
    }

    /// <summary>
    /// Keeps Reality's nodes in the application's own PostgreSQL database, reached through the <see cref="NpgsqlDataSource"/> that its
    /// services hold.
    /// </summary>
    /// <param name="builder">What <c>AddReality</c> returned.</param>
    /// <param name="configure">Sets further options.</param>
    /// <param name="serviceKey">The data source's service key, where it was registered with one.</param>
    /// <exception cref="ArgumentException">An option cannot be used; the message says why.</exception>
    public static RealityBuilder UsePostgres(
        this RealityBuilder builder,
        Action<PostgresStorageOptions>? configure = null,
        object? serviceKey = null) =>
        Use(
            builder,
            configure,
            (options, services) => new PostgresRealityStorage(Find(services, serviceKey), isOwned: false, options, Logger(services)),
            services => new HintConnections(Find(services, serviceKey)));

    private static RealityBuilder Use(
        RealityBuilder builder,
        Action<PostgresStorageOptions>? configure,
        Func<PostgresStorageOptions, IServiceProvider, PostgresRealityStorage> open,
        Func<IServiceProvider, HintConnections> connect)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new PostgresStorageOptions();
        configure?.Invoke(options);
        options.Validate();
        builder.Services.Replace(ServiceDescriptor.Singleton<IRealityStorage>(services => open(options, services)));
        if (options.Hints)
        {
            builder.Services.AddSingleton<IRealityHintTransport>(services => new PostgresHints(
                connect(services),
                HintChannel.Of(options.Schema),
                services.GetRequiredService<TimeProvider>(),
                services.GetRequiredService<ILogger<PostgresHints>>()));
        }

        return builder;
    }

    private static ILogger<PostgresRealityStorage>? Logger(IServiceProvider services) => services.GetService<ILogger<PostgresRealityStorage>>();

    private static NpgsqlDataSource Find(IServiceProvider services, object? key) =>
        (key is null ? services.GetService<NpgsqlDataSource>() : services.GetKeyedService<NpgsqlDataSource>(key))
        ?? throw new InvalidOperationException(
            $"UsePostgres found no NpgsqlDataSource{(key is null ? "" : $" with the key '{key}'")} among the services. Register one, such as with "
            + "services.AddSingleton(NpgsqlDataSource.Create(connectionString)), or give UsePostgres the connection string.");
}
