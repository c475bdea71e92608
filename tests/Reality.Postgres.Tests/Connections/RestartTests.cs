using Dapper;
using Npgsql;
using Reality.Processes.Network;
using Reality.Processes.Postgres;
using Reality.Server.Storage;
using Xunit;

namespace Reality.Postgres.Tests.Connections;

/// <summary>A PostgreSQL that goes away and comes back, and connections that are cut.</summary>
public sealed class RestartTests : IAsyncLifetime
{
    private PostgresServer _server = null!;
    private TcpProxy _proxy = null!;
    private PostgresRealityStorage _storage = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (PostgresServer.Missing is { } missing)
            Assert.Skip(missing);

        _server = await PostgresServer.StartAsync(cancel: Cancel);
        _proxy = new TcpProxy(_server.Port);
        var connectionString = new NpgsqlConnectionStringBuilder(TestDatabase.Pooled(_server.ConnectionString)) { Port = _proxy.Port, Timeout = 5 };
        _storage = new PostgresRealityStorage(connectionString.ConnectionString, new PostgresStorageOptions { PrepareStatements = false });
        await _storage.InitializeAsync(Cancel);
        await _server.ExecuteAsync("create table rooms (id text primary key, messages integer not null); insert into rooms values ('general', 0)", cancel: Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is null)
            return;

        await _storage.DisposeAsync();
        _proxy.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_restarted_server_is_used_again_and_pulls_do_not_notice_the_dead_connections()
    {
        // Several, so that more than one of the pool is dead afterwards.
        await Parallel.ForAsync(0, 8, Cancel, async (number, cancel) => await _storage.IncrementVersionAsync($"k:{number}", cancel));
        var before = await _storage.ListChangedSinceAsync(null, [], 100, Cancel);
        await _server.StopAsync(Cancel);
        Assert.False(await _storage.IsHealthyAsync(Cancel));
        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await _storage.ListChangedSinceAsync(before.Cursor, [], 100, Cancel));

        await _server.StartAgainAsync(Cancel);
        var after = await _storage.ListChangedSinceAsync(before.Cursor, [], 100, Cancel);
        Assert.Empty(after.Changed);
        Assert.Equal(before.Identity.Epoch, after.Identity.Epoch);
        Assert.True(await _storage.IsHealthyAsync(Cancel));
        Assert.Equal(2, (await _storage.IncrementVersionAsync("k:1", Cancel)).Node.Version);
    }

    [Fact]
    public async Task A_pull_goes_on_where_the_pool_is_full_of_cut_connections()
    {
        await Parallel.ForAsync(0, 8, Cancel, async (number, cancel) => await _storage.IncrementVersionAsync($"k:{number}", cancel));
        var before = await _storage.ListChangedSinceAsync(null, [], 100, Cancel);
        _proxy.Cut();
        Assert.Empty((await _storage.ListChangedSinceAsync(before.Cursor, [], 100, Cancel)).Changed);
        Assert.Equal(8, (await _storage.GetNodesAsync([.. before.Changed.Select(node => node.Key)], Cancel)).Count);
    }

    [Theory]
    [InlineData(CommitCut.BeforeServer, 0)]
    [InlineData(CommitCut.AfterServer, 1)]
    public async Task A_commit_that_is_cut_is_unknown_and_data_and_version_agree(CommitCut cut, long expected)
    {
        for (var form = 0; form < 3; form++)
        {
            await _server.ExecuteAsync("update rooms set messages = 0; delete from reality.node", cancel: Cancel);
            await using (var transaction = await _storage.BeginAsync(Cancel))
            {
                await transaction.Connection.ExecuteAsync("update rooms set messages = messages + 1");
                if (form > 0)
                    await transaction.BumpAsync(["k:1"], Cancel);

                _proxy.CutNextCommit(cut);
                var failure = await Assert.ThrowsAnyAsync<Exception>(() => CommitAsync(transaction, form));
                Assert.False(_storage.IsTransient(failure));
                Assert.False(transaction.IsOpen);
            }

            // The server may still be at it when the client has given up.
            var until = DateTime.UtcNow.AddSeconds(10);
            while (await MessagesAsync() != expected && DateTime.UtcNow < until)
                await Task.Delay(20, Cancel);

            Assert.Equal((expected, expected), (await MessagesAsync(), (await _storage.GetNodeAsync("k:1", Cancel))?.Version ?? 0));
        }
    }

    [Fact]
    public async Task A_connection_that_is_cut_before_the_commit_leaves_nothing()
    {
        await using (var transaction = await _storage.BeginAsync(Cancel))
        {
            await transaction.Connection.ExecuteAsync("update rooms set messages = messages + 1");
            _proxy.Cut();
            await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await transaction.BumpAsync(["k:1"], Cancel));
            Assert.False(transaction.IsOpen);
        }

        Assert.Equal(0, await MessagesAsync());
        Assert.Null(await _storage.GetNodeAsync("k:1", Cancel));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_ends_with_the_callers_patience()
    {
        var cursor = (await _storage.ListChangedSinceAsync(null, [], 100, Cancel)).Cursor;
        _proxy.Pause();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var started = DateTime.UtcNow;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _storage.ListChangedSinceAsync(cursor, [], 100, patience.Token));
        Assert.True(DateTime.UtcNow - started < TimeSpan.FromSeconds(5));
        _proxy.Resume();
        Assert.Empty((await _storage.ListChangedSinceAsync(cursor, [], 100, Cancel)).Changed);
    }

    private static async Task CommitAsync(IStorageTransaction transaction, int form)
    {
        switch (form)
        {
            case 0:
                await transaction.BumpAndCommitAsync(["k:1"], Cancel);
                break;
            case 1:
                await transaction.SetHashesAndCommitAsync([new("k:1", "content.0a0a0a0a")], Cancel);
                break;
            default:
                await transaction.CommitAsync(Cancel);
                break;
        }
    }

    private async Task<long> MessagesAsync() => (int)(await _server.ExecuteAsync("select messages from rooms", cancel: Cancel))!;
}
