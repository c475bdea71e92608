using Npgsql;
using Reality.Processes.Network;
using Reality.Processes.PgBouncer;
using Reality.Processes.Postgres;
using Xunit;

namespace Reality.Faults.Tests.Processes;

public sealed class NetworkTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CommitCut.BeforeServer, 0L)]
    [InlineData(CommitCut.AfterServer, 1L)]
    public async Task A_commit_is_cut_before_or_after_it_took_place(CommitCut cut, long committed)
    {
        await using var server = await StartAsync();
        await server.ExecuteAsync("create table t (x int)", cancel: Cancel);
        using var proxy = new TcpProxy(server.Port);
        await using var connection = await OpenAsync(server, proxy.Port);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await using var command = new NpgsqlCommand("insert into t values (1)", connection);
        await command.ExecuteNonQueryAsync(Cancel);
        proxy.CutNextCommit(cut);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => transaction.CommitAsync(Cancel));
        Assert.Equal(1, proxy.CutCommits);
        Assert.Equal(committed, await server.ExecuteAsync("select count(*) from t", cancel: Cancel));
    }

    [Fact]
    public async Task A_proxy_delays_holds_cuts_and_leads_elsewhere()
    {
        await using var one = await StartAsync();
        await using var two = await StartAsync();
        await two.ExecuteAsync("create table t (x int)", cancel: Cancel);
        using var proxy = new TcpProxy(one.Port);
        await using (var connection = await OpenAsync(one, proxy.Port))
        {
            proxy.Delay = TimeSpan.FromMilliseconds(100);
            var start = Environment.TickCount64;
            await ScalarAsync(connection, "select 1");
            Assert.InRange(Environment.TickCount64 - start, 190, 5_000);
            proxy.Delay = default;

            proxy.Pause();
            var held = ScalarAsync(connection, "select 1");
            await Task.Delay(100, Cancel);
            Assert.False(held.IsCompleted);
            proxy.Resume();
            Assert.Equal(1, await held);

            proxy.Cut();
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => ScalarAsync(connection, "select 1"));
        }

        proxy.Target = two.Port;
        await using var elsewhere = await OpenAsync(one, proxy.Port);
        Assert.Equal(0L, await ScalarAsync(elsewhere, "select count(*) from t"));
        proxy.IsRefusing = true;
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => OpenAsync(one, proxy.Port));
    }

    [Fact]
    public async Task PgBouncer_pools_by_transaction()
    {
        Assert.SkipWhen(PgBouncerServer.Missing is not null, PgBouncerServer.Missing ?? "");
        await using var server = await StartAsync();
        await using var bouncer = await PgBouncerServer.StartAsync(server, poolSize: 1, Cancel);
        await using var one = new NpgsqlConnection(bouncer.ConnectionStringOf("postgres"));
        await using var two = new NpgsqlConnection(bouncer.ConnectionStringOf("postgres"));
        await one.OpenAsync(Cancel);
        await two.OpenAsync(Cancel);
        Assert.Equal(await ScalarAsync(one, "select pg_backend_pid()"), await ScalarAsync(two, "select pg_backend_pid()"));
    }

    private static async Task<NpgsqlConnection> OpenAsync(PostgresServer server, int port)
    {
        var connection = new NpgsqlConnection(server.ConnectionStringOf("postgres", port));
        await connection.OpenAsync(Cancel);
        return connection;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }

    private static async Task<PostgresServer> StartAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        return await PostgresServer.StartAsync(cancel: Cancel);
    }
}
