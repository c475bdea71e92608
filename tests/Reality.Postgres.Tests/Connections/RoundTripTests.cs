using Dapper;
using Npgsql;
using Reality.Server.Storage;
using Xunit;

namespace Reality.Postgres.Tests.Connections;

/// <summary>A server that is a network away is asked as seldom as can be: the figures are those of performance.md.</summary>
[Collection(nameof(PostgresCluster))]
public sealed class RoundTripTests(PostgresCluster cluster) : PostgresTest(cluster)
{
    private const int Warm = 2;

    /// <summary>The statement of the user's, with the begin before it; then bump and commit.</summary>
    [Fact]
    public Task A_woven_write_with_a_fresh_hash_costs_one_more_than_its_own_statements() => CountAsync(2, async storage =>
    {
        await using var transaction = await storage.BeginAsync(Cancel);
        await transaction.Connection.ExecuteAsync("update rooms set messages = messages + 1");
        await transaction.BumpAndCommitAsync([Room, new StorageBump("chat:rooms")], Cancel);
    });

    /// <summary>The same with a family, which is bumped in a statement of its own.</summary>
    [Fact]
    public Task A_family_costs_nothing_more() => CountAsync(2, async storage =>
    {
        await using var transaction = await storage.BeginAsync(Cancel);
        await transaction.Connection.ExecuteAsync("update rooms set messages = messages + 1");
        await transaction.BumpAndCommitAsync(["chat:room:*", new StorageBump(Room, "chat:room:*")], Cancel);
    });

    /// <summary>The user's statement, the bump, the read, then hash and commit.</summary>
    [Fact]
    public Task A_woven_write_with_a_content_hash_costs_two_more_and_the_read() => CountAsync(4, async storage =>
    {
        await using var transaction = await storage.BeginAsync(Cancel);
        await transaction.Connection.ExecuteAsync("update rooms set messages = messages + 1");
        await transaction.BumpAsync([Room], Cancel);
        await transaction.Connection.ExecuteScalarAsync<int>("select messages from rooms");
        await transaction.SetHashesAndCommitAsync([new(Room, "content.0a0a0a0a")], Cancel);
    });

    [Fact]
    public Task A_write_without_keys_costs_one_more() => CountAsync(2, async storage =>
    {
        await using var transaction = await storage.BeginAsync(Cancel);
        await transaction.Connection.ExecuteAsync("update rooms set messages = messages + 1");
        await transaction.CommitAsync(Cancel);
    });

    [Fact]
    public Task A_pull_with_misses_costs_one() => CountAsync(2, async storage =>
    {
        var cursor = (await storage.ListChangedSinceAsync(null, [], 1000, Cancel)).Cursor;
        await storage.ListChangedSinceAsync(cursor, [Room, "chat:rooms"], 1000, Cancel);
    });

    [Fact]
    public Task A_single_bump_costs_one() => CountAsync(1, async storage => await storage.IncrementVersionAsync(Room, Cancel));

    [Fact]
    public Task A_settle_costs_one_and_a_mark_one() => CountAsync(2, async storage =>
    {
        var mark = await storage.MarkAsync([Room], TimeSpan.FromMinutes(1), Cancel);
        await storage.SettleAsync(mark, [Room], Cancel);
    });

    private async Task CountAsync(int expected, Func<PostgresRealityStorage, Task> action)
    {
        using var counter = new RoundTripCounter(new NpgsqlConnectionStringBuilder(await Database.ConnectionStringAsync()).Port);
        var connection = new NpgsqlConnectionStringBuilder(TestDatabase.Pooled(await Database.ConnectionStringAsync())) { Port = counter.Port };
        await using var storage = new PostgresRealityStorage(connection.ConnectionString);

        // The first times open the connection and prepare the statements.
        for (var time = 0; time < Warm; time++)
            await action(storage);

        counter.Take();
        await action(storage);
        Assert.Equal(expected, counter.Take());
    }
}
