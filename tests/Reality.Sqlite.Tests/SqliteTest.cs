using Dapper;
using Microsoft.Data.Sqlite;
using Reality.Server.Storage;
using Xunit;

namespace Reality.Sqlite.Tests;

/// <summary>A storage over a file of its own, with a table of the application's.</summary>
public abstract class SqliteTest : IAsyncLifetime
{
    private protected DatabaseFile File { get; } = new();

    private protected SqliteRealityStorage Storage { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Storage = File.Open();
        await Storage.InitializeAsync(Cancel);
        await using var connection = OpenForeign();
        await connection.ExecuteAsync("create table rooms (id text primary key, messages integer not null); insert into rooms values ('general', 0)");
    }

    public ValueTask DisposeAsync()
    {
        Storage.Dispose();
        File.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A connection that Reality knows nothing of.</summary>
    private protected SqliteConnection OpenForeign()
    {
        var connection = new SqliteConnection(File.ConnectionString + ";Pooling=False");
        connection.Open();
        return connection;
    }

    private protected async Task<long> MessagesAsync()
    {
        await using var connection = OpenForeign();
        return await connection.ExecuteScalarAsync<long>("select messages from rooms where id = 'general'");
    }

    private protected async Task<long> VersionAsync(string key = "chat:room:general") => (await Storage.GetNodeAsync(key, Cancel))?.Version ?? 0;

    private protected async Task PostAsync()
    {
        await using var transaction = await Storage.BeginAsync(Cancel);
        await transaction.Connection.ExecuteAsync("update rooms set messages = messages + 1");
        await transaction.BumpAsync(["chat:room:general"], Cancel);
        await transaction.CommitAsync(Cancel);
    }

    private protected ValueTask<StorageChanges> PullAsync(StorageCursor? since, params string[] also) =>
        Storage.ListChangedSinceAsync(since, also, 1000, Cancel);
}
