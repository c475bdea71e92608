using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Reality.Server;
using Reality.Server.Storage;
using Reality.Sqlite;

namespace Reality;

/// <summary>Makes SQLite the storage.</summary>
public static class RealitySqliteExtensions
{
    /// <summary>Keeps Reality's nodes in the application's own SQLite file, so that data and versions commit together.</summary>
    /// <param name="builder">What <c>AddReality</c> returned.</param>
    /// <param name="connectionString">The file's connection string, such as <c>Data Source=chat.db</c>.</param>
    /// <param name="configure">Sets further options.</param>
    /// <exception cref="ArgumentException">The connection string cannot be used, for instance because it names no file; the message says why.</exception>
    public static RealityBuilder UseSqlite(
        this RealityBuilder builder,
        string connectionString,
        Action<SqliteStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new SqliteStorageOptions { ConnectionString = connectionString };
        configure?.Invoke(options);

        // Where the options are wrong, the line that gave them fails, not the first request.
        options.Validate();
        builder.Services.Replace(ServiceDescriptor.Singleton<IRealityStorage>(provider =>
            new SqliteRealityStorage(options, provider.GetService<TimeProvider>())));
        return builder;
    }
}
