using Npgsql;
using Reality.Processes.Postgres;
using Xunit;

namespace Reality.Postgres.Tests.Connections;

/// <summary>All hosts in one connection string, as the guide has it.</summary>
public sealed class FailoverTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Several_hosts_and_the_primary_among_them_is_found_before_and_after_a_failover()
    {
        if (PostgresServer.Missing is { } missing)
            Assert.Skip(missing);

        await using var primary = await PostgresServer.StartAsync(cancel: Cancel);
        await using var standby = await primary.StartStandbyAsync(Cancel);

        // The standby is named first, so that it is the one without the attribute.
        var hosts = $"Host=127.0.0.1:{standby.Port},127.0.0.1:{primary.Port};Username=postgres;Database=postgres;Timeout=5;Host Recheck Seconds=1";
        await using var storage = new PostgresRealityStorage($"{hosts};Target Session Attributes=primary");
        await storage.IncrementVersionAsync("k:1", Cancel);
        await primary.WaitForAsync(standby, Cancel);
        var before = await storage.ListChangedSinceAsync(null, [], 100, Cancel);

        await primary.KillAsync();
        await standby.PromoteAsync(Cancel);
        var after = await WhenUpAsync(() => storage.IncrementVersionAsync("k:1", Cancel));
        Assert.Equal(2, after.Node.Version);
        var pulled = await WhenUpAsync(() => storage.ListChangedSinceAsync(before.Cursor, [], 100, Cancel));
        Assert.NotEqual(before.Identity.Epoch, pulled.Identity.Epoch);
        Assert.Equal(2, Assert.Single(pulled.Changed).Version);
        Assert.True(await storage.IsHealthyAsync(Cancel));
    }

    private static async Task<T> WhenUpAsync<T>(Func<ValueTask<T>> action)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await action();
            }
            catch (Exception exception) when (exception is NpgsqlException or RealityPostgresException && attempt < 200)
            {
                await Task.Delay(50, Cancel);
            }
        }
    }
}
