using Dapper;
using Npgsql;
using Reality.Server.Storage;
using Xunit;

namespace Reality.Postgres.Tests;

/// <summary>A storage over a database of its own, with a table of the application's.</summary>
public abstract class PostgresTest(PostgresCluster cluster) : IAsyncLifetime
{
    protected const string Room = "chat:room:general";
    private protected TestDatabase Database { get; } = new(cluster);

    private protected PostgresRealityStorage Storage { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        Storage = await Database.OpenAsync();
        await Storage.InitializeAsync(Cancel);
        await ExecuteAsync("create table rooms (id text primary key, messages integer not null); insert into rooms values ('general', 0)");
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A connection that Reality knows nothing of.</summary>
    private protected async Task<NpgsqlConnection> OpenForeignAsync()
    {
        var connection = new NpgsqlConnection(await Database.ConnectionStringAsync());
        await connection.OpenAsync(Cancel);
        return connection;
    }

    private protected async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenForeignAsync();
        await connection.ExecuteAsync(sql);
    }

    private protected async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = await OpenForeignAsync();
        return (await connection.ExecuteScalarAsync<T>(sql))!;
    }

    private protected Task<long> MessagesAsync() => ScalarAsync<long>("select messages from rooms where id = 'general'");

    private protected async Task<long> VersionAsync(string key = Room) => (await Storage.GetNodeAsync(key, Cancel))?.Version ?? 0;

    private protected async Task PostAsync()
    {
        await using var transaction = await Storage.BeginAsync(Cancel);
        await transaction.Connection.ExecuteAsync("update rooms set messages = messages + 1");
        await transaction.BumpAsync([Room], Cancel);
        await transaction.CommitAsync(Cancel);
    }

    private protected ValueTask<StorageChanges> PullAsync(StorageCursor? since, params string[] also) =>
        Storage.ListChangedSinceAsync(since, also, 1000, Cancel);
}
