using Npgsql;
using Reality.Processes.Postgres;
using Xunit;

namespace Reality.Faults.Tests.Processes;

public sealed class PostgresServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_kill_takes_all_of_it_and_a_restart_keeps_what_was_committed()
    {
        await using var server = await StartAsync();
        await server.ExecuteAsync("create table t (x int); insert into t values (1)", cancel: Cancel);
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancel);
        await server.KillAsync();
        Assert.False(server.IsRunning);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => server.ExecuteAsync("select 1", cancel: Cancel));
        await server.StartAgainAsync(Cancel);
        Assert.Equal(1L, await server.ExecuteAsync("select count(*) from t", cancel: Cancel));
    }

    [Fact]
    public async Task A_pause_halts_its_connections_until_it_is_resumed()
    {
        await using var server = await StartAsync();
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand("select 1", connection);
        server.Pause();
        var answer = command.ExecuteScalarAsync(Cancel);
        await Task.Delay(200, Cancel);
        Assert.False(answer.IsCompleted);
        server.Resume();
        Assert.Equal(1, await answer);
    }

    [Fact]
    public async Task A_promoted_standby_has_what_it_was_sent_and_nothing_since()
    {
        await using var server = await StartAsync();
        await using var standby = await server.StartStandbyAsync(Cancel);
        await server.ExecuteAsync("create table t (x int)", cancel: Cancel);
        await server.WaitForAsync(standby, Cancel);
        await standby.DetachStandbyAsync(Cancel);
        await server.ExecuteAsync("insert into t values (1)", cancel: Cancel);
        await server.KillAsync();
        Assert.True(await standby.IsStandbyAsync(Cancel));
        await standby.PromoteAsync(Cancel);
        Assert.False(await standby.IsStandbyAsync(Cancel));
        Assert.Equal(0L, await standby.ExecuteAsync("select count(*) from t", cancel: Cancel));
        Assert.Equal("00000002", await standby.ExecuteAsync("select substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)", cancel: Cancel));
    }

    [Fact]
    public async Task A_restored_backup_is_as_it_was_when_it_was_taken()
    {
        await using var server = await StartAsync();
        await server.ExecuteAsync("create table t (x int)", cancel: Cancel);
        var backup = await server.BackUpAsync(Cancel);
        await server.ExecuteAsync("insert into t values (1)", cancel: Cancel);
        await server.RestoreAsync(backup, Cancel);
        Assert.Equal(0L, await server.ExecuteAsync("select count(*) from t", cancel: Cancel));
    }

    [Fact]
    public async Task Copies_share_an_identifier_unless_asked_for_their_own()
    {
        await using var one = await StartAsync();
        await using var two = await StartAsync();
        await using var other = await PostgresServer.StartAsync(new PostgresOptions { OwnIdentifier = true }, Cancel);
        const string Sql = "select system_identifier from pg_control_system()";
        Assert.Equal(await one.ExecuteAsync(Sql, cancel: Cancel), await two.ExecuteAsync(Sql, cancel: Cancel));
        Assert.NotEqual(await one.ExecuteAsync(Sql, cancel: Cancel), await other.ExecuteAsync(Sql, cancel: Cancel));
    }

    [Fact]
    public async Task Nothing_of_it_stays()
    {
        var server = await StartAsync();
        var folder = server.DataFolder;
        await server.DisposeAsync();
        Assert.False(Directory.Exists(Path.GetDirectoryName(folder)));
    }

    private static async Task<PostgresServer> StartAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        return await PostgresServer.StartAsync(cancel: Cancel);
    }
}
