using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Reality.Processes.Postgres;
using Reality.Server.Storage;
using Xunit;

namespace Reality.Postgres.Tests.Hints;

[Collection(nameof(PostgresCluster))]
public sealed class NotifyTests(PostgresCluster cluster)
{
    private const string Channel = "reality:reality";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hints_pass_and_garbage_is_ignored()
    {
        var database = await cluster.NewDatabaseAsync();
        await using var one = new HintServer(database);
        await using var other = new HintServer(database);
        await one.UntilConnectedAsync();
        await other.UntilConnectedAsync();
        other.Received.Clear();

        foreach (var garbage in new[] { "", "garbage", "1 -1 server epoch", "9 1 server epoch", new string('1', 7_999) })
            await NotifyAsync(database, garbage);
        await one.SendAsync(7);

        await other.UntilReceivedAsync(7);
        Assert.Equal([HintServer.Hint(7)], other.Received);
    }

    [Fact]
    public async Task A_write_tells_the_others_after_its_commit()
    {
        var database = await cluster.NewDatabaseAsync();
        await using var one = new HintServer(database);
        await using var other = new HintServer(database);
        await other.UntilConnectedAsync();
        other.Received.Clear();

        await one.Reality.UpdateNodeAsync("chat:room:a", cancellationToken: Cancel);

        await HintServer.UntilAsync(() => !other.Received.IsEmpty);
        Assert.True(other.Received.TryPeek(out var hint));
        Assert.Equal(1, (await other.Services.GetRequiredService<IRealityStorage>().GetNodeAsync("chat:room:a", Cancel))!.Value.Version);
        Assert.True(hint.Token > 0);
    }

    [Fact]
    public async Task Two_databases_and_two_schemas_do_not_hear_each_other()
    {
        var database = await cluster.NewDatabaseAsync();
        var longest = new string('a', 62);
        await using var one = new HintServer(database);
        await using var otherDatabase = new HintServer(await cluster.NewDatabaseAsync());
        await using var otherSchema = new HintServer(database, options => options.Schema = longest + "b");
        await using var almostThat = new HintServer(database, options => options.Schema = longest + "c");
        HintServer[] all = [one, otherDatabase, otherSchema, almostThat];
        foreach (var server in all)
            await server.UntilConnectedAsync();

        for (var i = 0; i < all.Length; i++)
        {
            await all[i].SendAsync(i + 1);
            await all[i].UntilReceivedAsync(i + 1);
        }

        await Task.Delay(100, Cancel);
        for (var i = 0; i < all.Length; i++)
            Assert.Equal([HintServer.Hint(i + 1)], all[i].Received.Where(hint => hint.Epoch.Length > 0));
    }

    [Fact]
    public async Task A_listening_connection_that_is_cut_comes_back_and_is_a_reason_to_look()
    {
        var database = await cluster.NewDatabaseAsync();
        await using var one = new HintServer(database);
        await one.UntilConnectedAsync();
        one.Received.Clear();

        await ExecuteAsync(database, "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'reality hints' and datname = current_database()");

        await HintServer.UntilAsync(() => one.Received.Any(hint => hint.Epoch.Length == 0));
        await one.UntilConnectedAsync();
        await one.SendAsync(2);
        await one.UntilReceivedAsync(2);
        Assert.Equal(1, one.Logged("cannot be listened to"));
    }

    [Fact]
    public async Task Turned_off_there_is_no_transport_and_no_connection_for_it()
    {
        var database = await cluster.NewDatabaseAsync();
        await using var one = new HintServer(database, options => options.Hints = false);
        await one.Reality.UpdateNodeAsync("chat:room:a", cancellationToken: Cancel);

        Assert.Null(one.Transport);
        Assert.Equal(0L, await ExecuteAsync(database, "select count(*) from pg_stat_activity where application_name like '%hints' and datname = current_database()"));
    }

    [Fact]
    public async Task Notify_that_is_refused_is_logged_once_and_every_write_goes_on()
    {
        var database = await cluster.NewDatabaseAsync();
        await ExecuteAsync(database, "revoke execute on function pg_notify(text, text) from public");
        await ExecuteAsync(database, "do $$ begin create role ordinary login; exception when duplicate_object then null; end $$");
        await ExecuteAsync(database, $"grant create on database \"{new NpgsqlConnectionStringBuilder(database).Database}\" to ordinary");
        await using var one = new HintServer(new NpgsqlConnectionStringBuilder(database) { Username = "ordinary" }.ConnectionString);
        await one.UntilConnectedAsync();

        for (var i = 0; i < 5; i++)
        {
            await one.Reality.UpdateNodeAsync("chat:room:a", cancellationToken: Cancel);
            await Task.Delay(30, Cancel);
        }

        await HintServer.UntilAsync(() => one.Logged("cannot be sent by postgres") > 0);
        Assert.Equal(1, one.Logged("cannot be sent by postgres"));
        Assert.Equal(5, (await one.Services.GetRequiredService<IRealityStorage>().GetNodeAsync("chat:room:a", Cancel))!.Value.Version);
    }

    [Fact]
    public async Task A_postgres_that_is_restarted_or_paused_is_listened_to_again()
    {
        if (PostgresServer.Missing is { } missing)
            Assert.Skip(missing);

        await using var server = await PostgresServer.StartAsync(cancel: Cancel);
        await using var one = new HintServer(server.ConnectionString);
        await one.UntilConnectedAsync();
        await server.KillAsync();
        await HintServer.UntilAsync(() => !one.Transport!.IsConnected);
        await HintServer.UntilAsync(() => one.Logged("cannot be listened to") > 0);
        Assert.Empty(one.LoggedExceptions);
        Assert.All(one.LinesWith("cannot be listened to"), line => Assert.DoesNotContain('\n', line));
        await Assert.ThrowsAnyAsync<Exception>(() => one.SendAsync(1));

        await server.StartAgainAsync(Cancel);
        await one.UntilConnectedAsync();
        await one.SendAsync(2);
        await one.UntilReceivedAsync(2);

        server.Pause();
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            timeout.CancelAfter(500);
            await Assert.ThrowsAnyAsync<Exception>(() => one.Transport!.SendAsync(HintServer.Hint(3), timeout.Token));
        }
        finally
        {
            server.Resume();
        }

        await one.UntilConnectedAsync();
        await one.SendAsync(4);
        await one.UntilReceivedAsync(4);
    }

    private static Task<object?> NotifyAsync(string database, string payload) => ExecuteAsync(database, $"select pg_notify('{Channel}', '{payload}')");

    private static async Task<object?> ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
