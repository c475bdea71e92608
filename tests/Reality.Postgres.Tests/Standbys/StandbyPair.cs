using Npgsql;
using Reality.Processes.Network;
using Reality.Processes.Postgres;
using Reality.Server.Storage;
using Xunit;

namespace Reality.Postgres.Tests.Standbys;

/// <summary>A primary and an asynchronous standby of it, with a storage over both.</summary>
public sealed class StandbyPair : IAsyncDisposable
{
    private readonly TcpProxy _toStandby;

    private StandbyPair(PostgresServer primary, PostgresServer standby)
    {
        Primary = primary;
        Standby = standby;
        _toStandby = new TcpProxy(standby.Port);
        Storage = new PostgresRealityStorage(
            NpgsqlDataSource.Create(TestDatabase.Pooled(primary.ConnectionString)),
            isOwned: true,
            new PostgresStorageOptions { StandbyConnectionString = StandbyConnectionString },
            Log);
    }

    public PostgresServer Primary { get; }

    public PostgresServer Standby { get; }

    internal TcpProxy ToStandby => _toStandby;

    internal LogLines Log { get; } = new();

    /// <summary>Through the proxy.</summary>
    public string StandbyConnectionString => TestDatabase.Pooled(Standby.ConnectionStringOf("postgres", _toStandby.Port));

    public PostgresRealityStorage Storage { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<StandbyPair> StartAsync()
    {
        if (PostgresServer.Missing is { } missing)
            Assert.Skip(missing);

        var primary = await PostgresServer.StartAsync(new PostgresOptions { Settings = new Dictionary<string, string> { ["autovacuum"] = "off" } }, Cancel);
        try
        {
            return new StandbyPair(primary, await primary.StartStandbyAsync(Cancel));
        }
        catch
        {
            await primary.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes a key, and waits until the standby shows it.</summary>
    public async Task<StorageWrite> WriteAsync(string key)
    {
        var write = await Storage.IncrementVersionAsync(key, Cancel);
        await Primary.WaitForAsync(Standby, Cancel);
        return write;
    }

    public ValueTask<StorageChanges> PullAsync(StorageCursor? since, params string[] also) => Storage.ListChangedSinceAsync(since, also, 1000, Cancel);

    /// <summary>Asks the standby, with an age that does not matter.</summary>
    public ValueTask<StorageChanges?> TryAsync(StorageCursor since, params string[] also) => TryAsync(since, TimeSpan.FromMinutes(1), also);

    public ValueTask<StorageChanges?> TryAsync(StorageCursor since, TimeSpan maxAge, params string[] also) =>
        Storage.TryListFromStandbyAsync(since, also, 1000, maxAge, Cancel);

    /// <summary>Asks the standby until it does: it is left alone for a while after it failed, and this machine may be slow.</summary>
    public async Task<StorageChanges> UntilAsync(StorageCursor since)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (await TryAsync(since) is { } changes)
                return changes;

            await Task.Delay(50, Cancel);
        }

        throw new TimeoutException($"The standby was never used. Logged: {string.Join(" | ", Log.All)}");
    }

    public async ValueTask DisposeAsync()
    {
        await Storage.DisposeAsync();
        _toStandby.Dispose();
        await Standby.DisposeAsync();
        await Primary.DisposeAsync();
    }
}
