using Dapper;
using Npgsql;
using Reality.Processes.PgBouncer;
using Reality.Processes.Postgres;
using Reality.Server.Storage;
using Xunit;

namespace Reality.Postgres.Tests.Connections;

/// <summary>PgBouncer that pools by transaction: a connection's statements may each run on another one of the server's.</summary>
[Collection(nameof(PostgresCluster))]
public sealed class PgBouncerTests(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_works_through_PgBouncer_in_transaction_mode()
    {
        if (PgBouncerServer.Missing is { } missing)
            Assert.Skip(missing);

        var server = await cluster.StartAsync();
        var name = new NpgsqlConnectionStringBuilder(await cluster.NewDatabaseAsync()).Database!;
        await using var bouncer = await PgBouncerServer.StartAsync(server, poolSize: 3, Cancel);
        var connectionString = new NpgsqlConnectionStringBuilder(bouncer.ConnectionStringOf(name)) { Pooling = true, MaxPoolSize = 20, NoResetOnClose = true };
        await using var storage = new PostgresRealityStorage(connectionString.ConnectionString, new PostgresStorageOptions { PrepareStatements = false });
        await storage.InitializeAsync(Cancel);
        await server.ExecuteAsync("create table rooms (id text primary key, messages integer not null); insert into rooms values ('general', 0)", name, Cancel);

        // More writers and readers than PgBouncer has connections, so that they change with every transaction.
        using var written = new CancellationTokenSource();
        var reader = Task.Run(() => FollowAsync(storage, written.Token), Cancel);
        await Parallel.ForAsync(0, 8, Cancel, async (writer, cancel) =>
        {
            for (var write = 0; write < 25; write++)
            {
                await using var transaction = await storage.BeginAsync(cancel);
                await transaction.Connection.ExecuteAsync("update rooms set messages = messages + 1");
                if (write % 2 == 0)
                {
                    await transaction.BumpAndCommitAsync([new StorageBump($"k:{writer}", "k:*")], cancel);
                }
                else
                {
                    await transaction.BumpAsync([new StorageBump($"k:{writer}", "k:*")], cancel);
                    await transaction.SetHashesAndCommitAsync([new($"k:{writer}", $"hash{write}.0a0a0a0a")], cancel);
                }

                await using var snapshot = await storage.OpenSnapshotAsync(cancel);
                Assert.True((await snapshot.GetNodesAsync([$"k:{writer}"], cancel))[$"k:{writer}"].Version >= write + 1);
            }
        });

        await written.CancelAsync();
        Assert.Equal(Enumerable.Range(0, 8).Select(writer => ($"k:{writer}", 25L)), await reader);
        Assert.Equal(200, await server.ExecuteAsync("select messages from rooms", name, Cancel));

        var mark = await storage.MarkAsync(["k:0"], TimeSpan.FromMinutes(1), Cancel);
        Assert.Equal(26, Assert.Single(await storage.SettleAsync(mark, ["k:0"], Cancel)).Node.Version);
        Assert.NotEqual((await storage.InitializeAsync(Cancel)).Epoch, (await storage.NewEpochAsync(Cancel)).Epoch);
    }

    private static async Task<List<(string Key, long Version)>> FollowAsync(PostgresRealityStorage storage, CancellationToken written)
    {
        var held = new SortedDictionary<string, long>(StringComparer.Ordinal);
        StorageCursor? cursor = null;
        for (var last = false; ;)
        {
            var done = written.IsCancellationRequested;
            var pulled = await storage.ListChangedSinceAsync(cursor, [], 1000, Cancel);
            foreach (var node in pulled.Changed)
                held[node.Key] = node.Version;

            cursor = pulled.Cursor;
            if (last)
                return [.. held.Select(pair => (pair.Key, pair.Value))];

            last = done;
        }
    }
}
