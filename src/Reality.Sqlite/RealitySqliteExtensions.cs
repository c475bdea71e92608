using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Reality.Server.Storage;
using Reality.Sqlite;

namespace Reality;

/// <summary>Makes SQLite the storage.</summary>
public static class RealitySqliteExtensions
{
    /// <summary>Keeps Reality's nodes in the application's own SQLite file.</summary>
    /// <param name="services">The services.</param>
    /// <param name="connectionString">The file's connection string, such as <c>Data Source=chat.db</c>.</param>
    /// <param name="configure">Sets further options.</param>
    public static IServiceCollection AddRealitySqlite(
        this IServiceCollection services,
        string connectionString,
        Action<SqliteStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new SqliteStorageOptions { ConnectionString = connectionString };
        configure?.Invoke(options);
        services.RemoveAll<IRealityStorage>();
        services.AddSingleton<IRealityStorage>(provider =>
            new SqliteRealityStorage(options, provider.GetService<TimeProvider>()));
        return services;
    }
}
