using Npgsql;

namespace Reality.Postgres.Tests;

/// <summary>A database for one test, with storages over it, each with a pool of its own as another server has.</summary>
internal sealed class TestDatabase(PostgresCluster cluster)
{
    private string? _connectionString;

    public async ValueTask<string> ConnectionStringAsync() => _connectionString ??= await cluster.NewDatabaseAsync();

    public async ValueTask<PostgresRealityStorage> OpenAsync(PostgresStorageOptions? options = null) =>
        new(Pooled(await ConnectionStringAsync()), options);

    /// <summary>A pool of its own, which goes with the storage.</summary>
    public static string Pooled(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = true, MaxPoolSize = 20, IncludeErrorDetail = true }.ConnectionString;
}
