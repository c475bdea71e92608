using Npgsql;
using Reality.Processes.Postgres;
using Reality.Processes.Running;
using Reality.Server.Storage;
using Xunit;

namespace Reality.Postgres.Tests.Lives;

/// <summary>
/// Rule 2a: transaction ids are given a second time after a crash with unflushed work and after a promotion that lost some. Each test first
/// shows that they really were.
/// </summary>
public sealed class Rule2aTests : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _parts = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _parts.Reverse();
        foreach (var part in _parts)
            await part.DisposeAsync();
    }

    [Fact]
    public async Task Rule_2a_a_crash_that_loses_work_begins_a_new_life()
    {
        // The log writer is stopped, so acknowledged commits are in memory alone.
        var server = await StartAsync(new PostgresOptions
        {
            SynchronousCommit = false,
            Settings = new Dictionary<string, string> { ["bgwriter_lru_maxpages"] = "0", ["autovacuum"] = "off" },
        });
        var storage = Open(server.ConnectionString);
        var kept = await storage.IncrementVersionAsync("k:kept", Cancel);
        await server.ExecuteAsync("checkpoint", cancel: Cancel);
        var writer = await server.ExecuteAsync("select pid from pg_stat_activity where backend_type = 'walwriter'", cancel: Cancel);
        await ChildProcess.RunAsync("kill", ["-STOP", $"{writer}"], cancel: Cancel);
        var lost = await WriteAsync(storage, "k:lost", 20);
        var before = await PullAsync(storage, null);
        Assert.Equal(20, before.Changed.Single(node => node.Key == "k:lost").Version);

        await server.KillAsync();
        await server.StartAgainAsync(Cancel);

        // A write before any pull noticed: it is given an id that the replica believes it has seen.
        var write = await IncrementWhenUpAsync(storage, "k:after");
        Assert.InRange(write.Token, kept.Token, lost.Token);
        Assert.True(write.Token <= before.Token, "The id was not given a second time, so the test shows nothing.");

        var after = await PullAsync(storage, before.Cursor);
        Assert.NotEqual(before.Identity.Epoch, after.Identity.Epoch);
        Assert.Equal(["k:after", "k:kept"], after.Changed.Select(node => node.Key).Order(StringComparer.Ordinal));
        AssertAbove(before.Identity, 20, after.Identity);

        // Later ones are delivered as ever.
        await storage.IncrementVersionAsync("k:after", Cancel);
        Assert.Equal(("k:after", 2), One(await PullAsync(storage, after.Cursor)));
    }

    [Fact]
    public async Task Rule_2a_the_promotion_of_an_asynchronous_standby_begins_a_new_life()
    {
        var primary = await StartAsync(new PostgresOptions { Settings = new Dictionary<string, string> { ["autovacuum"] = "off" } });
        var onPrimary = Open(primary.ConnectionString);
        await onPrimary.IncrementVersionAsync("k:1", Cancel);
        var standby = await primary.StartStandbyAsync(Cancel);
        _parts.Add(standby);
        await primary.WaitForAsync(standby, Cancel);
        await standby.DetachStandbyAsync(Cancel);
        await WriteAsync(onPrimary, "k:1", 20);
        var before = await PullAsync(onPrimary, null);

        // One server whose connection leads to the new primary, as a proxy or a name would have it.
        using var proxy = new Processes.Network.TcpProxy(primary.Port);
        var storage = Open(standby.ConnectionStringOf("postgres", proxy.Port));
        var held = await PullAsync(storage, null);
        await primary.KillAsync();
        await standby.PromoteAsync(Cancel);
        proxy.Target = standby.Port;
        proxy.Cut();

        var other = Open(standby.ConnectionString);
        var write = await IncrementWhenUpAsync(other, "k:1");
        Assert.Equal(2, write.Node.Version);
        Assert.True(write.Token <= held.Token, "The id was not given a second time, so the test shows nothing.");

        var after = await PullAsync(storage, held.Cursor);
        Assert.NotEqual(before.Identity.Epoch, after.Identity.Epoch);
        Assert.Equal(("k:1", 2), One(after));
        AssertAbove(before.Identity, before.Changed[0].Version, after.Identity);
        Assert.Equal(after.Identity.Epoch, (await PullAsync(other, null)).Identity.Epoch);
    }

    /// <summary>Rows that were dumped carry ids that a younger cluster has yet to give.</summary>
    [Fact]
    public async Task Rule_2a_a_dump_restored_into_a_younger_cluster_is_stamped_anew()
    {
        var old = await StartAsync(new PostgresOptions());
        var storage = Open(old.ConnectionString);
        await old.ExecuteAsync("do $$ begin for n in 1..5000 loop perform pg_current_xact_id(); commit; end loop; end $$", cancel: Cancel);
        await WriteAsync(storage, "k:1", 3);
        var before = await PullAsync(storage, null);

        var young = await StartAsync(new PostgresOptions { OwnIdentifier = true });
        await RestoreAsync(old, young, []);
        Assert.True((long)(await young.ExecuteAsync("select max(xid::text::bigint) - pg_current_xact_id()::text::bigint from (select xid from reality.node order by xid desc limit 1) n group by ()", cancel: Cancel))! > 0);

        var restored = Open(young.ConnectionString);
        var first = await PullAsync(restored, null);
        Assert.NotEqual(before.Identity.Epoch, first.Identity.Epoch);
        Assert.Equal(("k:1", 3), One(first));
        AssertAbove(before.Identity, 3, first.Identity);
        Assert.Empty((await PullAsync(restored, first.Cursor)).Changed);
        await restored.IncrementVersionAsync("k:1", Cancel);
        Assert.Equal(("k:1", 4), One(await PullAsync(restored, first.Cursor)));
    }

    /// <summary>The same cluster, database and timeline, under a server that goes on.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rule_2a_a_restore_into_the_same_database_begins_a_new_life(bool isTruncated)
    {
        var server = await StartAsync(new PostgresOptions());
        var storage = Open(server.ConnectionString);
        await WriteAsync(storage, "k:1", 3);
        var dump = await DumpAsync(server, isTruncated ? ["--data-only"] : ["--clean", "--if-exists"]);
        await WriteAsync(storage, "k:1", 7);
        await WriteAsync(storage, "k:2", 1);
        var before = await PullAsync(storage, null);

        if (isTruncated)
            await server.ExecuteAsync("truncate reality.node, reality.meta, reality.incarnation, reality.mark", cancel: Cancel);

        await ApplyAsync(server, dump);
        var after = await PullAsync(storage, before.Cursor);
        Assert.NotEqual(before.Identity.Epoch, after.Identity.Epoch);
        Assert.Equal(("k:1", 3), One(after));
        AssertAbove(before.Identity, 10, after.Identity);
    }

    [Fact]
    public async Task Rule_2a_a_restart_in_order_is_the_same_life()
    {
        var server = await StartAsync(new PostgresOptions());
        var storage = Open(server.ConnectionString);
        await WriteAsync(storage, "k:1", 3);
        var before = await PullAsync(storage, null);
        await server.StopAsync(Cancel);
        await server.StartAgainAsync(Cancel);
        var after = await PullAsync(storage, before.Cursor);
        Assert.Equal(before.Identity, after.Identity);
        Assert.Empty(after.Changed);
    }

    /// <summary>Many servers notice at once; one begins the life, and all go on in it.</summary>
    [Fact]
    public async Task Rule_2a_servers_that_notice_together_begin_one_life()
    {
        var server = await StartAsync(new PostgresOptions());
        PostgresRealityStorage[] storages = [.. Enumerable.Range(0, 6).Select(_ => Open(server.ConnectionString))];
        await storages[0].IncrementVersionAsync("k:1", Cancel);
        var before = await Task.WhenAll(storages.Select(storage => PullAsync(storage, null)));
        await server.KillAsync();
        await server.StartAgainAsync(Cancel);
        var after = await Task.WhenAll(storages.Select((storage, index) => Task.Run(() => PullAsync(storage, before[index].Cursor))));
        var epoch = Assert.Single(after.Select(pulled => pulled.Identity.Epoch).Distinct());
        Assert.NotEqual(before[0].Identity.Epoch, epoch);
        await using var snapshot = await storages[3].OpenSnapshotAsync(Cancel);
        Assert.Equal(epoch, snapshot.Identity.Epoch);
    }

    private static async Task<StorageChanges> PullAsync(PostgresRealityStorage storage, StorageCursor? since)
    {
        // A server that was just promoted or restarted may refuse for a moment.
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await storage.ListChangedSinceAsync(since, [], 1000, Cancel);
            }
            catch (Exception exception) when (exception is NpgsqlException or RealityPostgresException && attempt < 100)
            {
                await Task.Delay(50, Cancel);
            }
        }
    }

    private static async Task<StorageWrite> IncrementWhenUpAsync(PostgresRealityStorage storage, string key)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await storage.IncrementVersionAsync(key, Cancel);
            }
            catch (Exception exception) when (exception is NpgsqlException or RealityPostgresException && attempt < 100)
            {
                await Task.Delay(50, Cancel);
            }
        }
    }

    private static async Task<StorageWrite> WriteAsync(PostgresRealityStorage storage, string key, int times)
    {
        StorageWrite write = default;
        for (var time = 0; time < times; time++)
            write = await storage.IncrementVersionAsync(key, Cancel);

        return write;
    }

    private static (string Key, long Version) One(StorageChanges pulled)
    {
        var node = Assert.Single(pulled.Changed);
        return (node.Key, node.Version);
    }

    /// <summary>Whatever was said of a version in the old life is below everything of the new one.</summary>
    private static void AssertAbove(StorageIdentity old, long version, StorageIdentity now) => Assert.True(now.Base + 1 > old.Base + 1 + version);

    private static async Task RestoreAsync(PostgresServer from, PostgresServer to, string[] arguments) =>
        await ApplyAsync(to, await DumpAsync(from, arguments));

    private static async Task<string> DumpAsync(PostgresServer server, string[] arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), $"reality-{Guid.NewGuid():N}.sql");
        await ChildProcess.RunAsync("pg_dump", ["-h", "127.0.0.1", "-p", $"{server.Port}", "-U", "postgres", "-n", "reality", "-f", file, .. arguments, "postgres"], cancel: Cancel);
        return file;
    }

    private static async Task ApplyAsync(PostgresServer server, string file)
    {
        await ChildProcess.RunAsync("psql", ["-h", "127.0.0.1", "-p", $"{server.Port}", "-U", "postgres", "-q", "-v", "ON_ERROR_STOP=1", "-f", file, "postgres"], cancel: Cancel);
        File.Delete(file);
    }

    private async Task<PostgresServer> StartAsync(PostgresOptions options)
    {
        if (PostgresServer.Missing is { } missing)
            Assert.Skip(missing);

        var server = await PostgresServer.StartAsync(options, Cancel);
        _parts.Add(server);
        return server;
    }

    private PostgresRealityStorage Open(string connectionString)
    {
        var storage = new PostgresRealityStorage(TestDatabase.Pooled(connectionString));
        _parts.Add(storage);
        return storage;
    }
}
