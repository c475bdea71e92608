using Npgsql;
using Reality.Processes.Postgres;
using Reality.Server.Storage;
using Xunit;

namespace Reality.Postgres.Tests.Lives;

/// <summary>
/// Rule 2a, for writers: after a crash that took back an acknowledged bump, the first to arrive may be a write. It is given the version that
/// the lost one was told, so it must be told as one of another epoch, whatever way it was written in.
/// </summary>
public sealed class Rule2aFirstWriteTests : IAsyncDisposable
{
    private PostgresServer? _server;
    private PostgresRealityStorage? _storage;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null)
            await _storage.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("single")]
    [InlineData("settle")]
    [InlineData("bump and commit")]
    [InlineData("bump, hash and commit")]
    public async Task Rule_2a_a_write_that_is_first_to_arrive_is_told_in_the_new_life(string way)
    {
        if (PostgresServer.Missing is { } missing)
            Assert.Skip(missing);

        _server = await PostgresServer.StartAsync(new PostgresOptions(), Cancel);
        var database = TestDatabase.Pooled(_server.ConnectionString);
        _storage = new PostgresRealityStorage(database);
        var mark = await _storage.MarkAsync([new StorageBump("k:1", null)], TimeSpan.FromMinutes(1), Cancel);
        var kept = await _storage.IncrementVersionAsync(new StorageBump("k:1", null), Cancel);

        // What a crash takes back, in a form that a test can rely on.
        await _server.ExecuteAsync("create table kept as select * from reality.node", cancel: Cancel);
        var lost = await _storage.IncrementVersionAsync(new StorageBump("k:1", null), Cancel);
        await _server.ExecuteAsync("update reality.node n set version = k.version from kept k where k.key = n.key", cancel: Cancel);
        await _server.KillAsync();
        await _server.StartAgainAsync(Cancel);

        var (node, identity) = await WhenUpAsync(() => WriteAsync(way, mark));

        Assert.Equal(kept.Node.Version + 1, node.Version);
        Assert.Equal(lost.Node.Version, node.Version);
        Assert.NotEqual(lost.Identity.Epoch, identity.Epoch);
        Assert.True(identity.Base + node.Version > lost.Identity.Base + lost.Node.Version);

        // It is the epoch that everyone else is told of, too.
        var pulled = await _storage.ListChangedSinceAsync(null, [], 1000, Cancel);
        Assert.Equal(pulled.Identity, identity);
    }

    private async Task<(StorageNode Node, StorageIdentity Identity)> WriteAsync(string way, StorageMark mark)
    {
        var bump = new StorageBump("k:1", null);
        switch (way)
        {
            case "single":
                var single = await _storage!.IncrementVersionAsync(bump, Cancel);
                return (single.Node, single.Identity);
            case "settle":
                var settled = Assert.Single(await _storage!.SettleAsync(mark, [bump], Cancel));
                return (settled.Node, settled.Identity);
        }

        await using var transaction = await _storage!.BeginAsync(Cancel);
        if (way == "bump and commit")
            return ((await transaction.BumpAndCommitAsync([bump], Cancel)).Nodes[0], transaction.Identity);

        var bumped = (await transaction.BumpAsync([bump], Cancel))[0];
        await transaction.SetHashesAndCommitAsync([new("k:1", "hash")], Cancel);
        return (bumped, transaction.Identity);
    }

    // Connections of the pool that the crash broke fail once each.
    private static async Task<T> WhenUpAsync<T>(Func<Task<T>> write)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await write();
            }
            catch (Exception exception) when (exception is NpgsqlException or RealityPostgresException && attempt < 100)
            {
                await Task.Delay(50, Cancel);
            }
        }
    }
}
