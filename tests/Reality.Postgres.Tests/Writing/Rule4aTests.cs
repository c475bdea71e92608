using Dapper;
using Npgsql;
using Reality.Server.Storage;
using Xunit;

namespace Reality.Postgres.Tests.Writing;

/// <summary>Rule 4a: a transaction that the user's statements ended is noticed before anything is bumped in its place.</summary>
[Collection(nameof(PostgresCluster))]
public sealed class Rule4aTests(PostgresCluster cluster) : PostgresTest(cluster)
{
    [Theory]
    [InlineData("commit", 1)]
    [InlineData("rollback", 0)]
    [InlineData("end; select 1", 1)]
    public async Task Rule_4a_an_ended_transaction_is_not_open(string ending, long messages)
    {
        await using var transaction = await Storage.BeginAsync(Cancel);
        await transaction.Connection.ExecuteAsync("update rooms set messages = messages + 1");
        Assert.True(transaction.IsOpen);
        await transaction.Connection.ExecuteAsync(ending);
        Assert.False(transaction.IsOpen);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await transaction.BumpAsync([Room], Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await transaction.CommitAsync(Cancel));
        Assert.Equal((messages, 0L), (await MessagesAsync(), await VersionAsync()));
    }

    /// <summary>Here the connection is in a transaction all the while; only the server can tell that it is another one.</summary>
    [Theory]
    [InlineData("commit; begin", 1)]
    [InlineData("rollback; begin", 0)]
    [InlineData("rollback; start transaction isolation level serializable", 0)]
    public async Task Rule_4a_another_transaction_in_its_place_is_refused_with_the_bump(string ending, long messages)
    {
        foreach (var isCommit in new[] { false, true })
        {
            await ExecuteAsync("update rooms set messages = 0");
            await using var transaction = await Storage.BeginAsync(Cancel);
            await transaction.Connection.ExecuteAsync("update rooms set messages = messages + 1");
            await transaction.Connection.ExecuteAsync(ending);
            await transaction.Connection.ExecuteAsync("update rooms set messages = messages + 100");
            await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            {
                if (isCommit)
                    await transaction.BumpAndCommitAsync([Room], Cancel);
                else
                    await transaction.BumpAsync([Room], Cancel);
            });
            Assert.False(transaction.IsOpen);
            await transaction.DisposeAsync();
            Assert.Equal((messages, 0L), (await MessagesAsync(), await VersionAsync()));
        }
    }

    /// <summary>The limit of it: a chained transaction has everything of the first one. What is left is that its keys are bumped.</summary>
    [Fact]
    public async Task Rule_4a_a_chained_transaction_is_not_told_apart_and_its_keys_are_bumped()
    {
        await using var transaction = await Storage.BeginAsync(Cancel);
        await transaction.Connection.ExecuteAsync("update rooms set messages = messages + 1; commit and chain; update rooms set messages = messages + 1");
        await transaction.BumpAndCommitAsync([Room], Cancel);
        Assert.Equal((2L, 1L), (await MessagesAsync(), await VersionAsync()));
    }

    [Fact]
    public async Task Rule_4a_a_commit_without_keys_is_refused_in_another_transaction()
    {
        await using var transaction = await Storage.BeginAsync(Cancel);
        await transaction.Connection.ExecuteAsync("select 1; commit; begin; update rooms set messages = messages + 100");
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await transaction.CommitAsync(Cancel));
        await transaction.DisposeAsync();
        Assert.Equal(0, await MessagesAsync());
    }

    [Fact]
    public async Task Rule_4a_a_closed_connection_is_not_open()
    {
        await using var transaction = await Storage.BeginAsync(Cancel);
        await transaction.Connection.ExecuteAsync("update rooms set messages = messages + 1");
        await transaction.Connection.CloseAsync();
        Assert.False(transaction.IsOpen);
        await transaction.Connection.OpenAsync(Cancel);
        Assert.False(transaction.IsOpen);
    }

    [Fact]
    public async Task Savepoints_and_transactions_of_the_users_inside_are_their_own_business()
    {
        await using var transaction = await Storage.BeginAsync(Cancel);
        await transaction.Connection.ExecuteAsync("update rooms set messages = messages + 1; savepoint s");
        await Assert.ThrowsAsync<PostgresException>(() => transaction.Connection.ExecuteAsync("select 1 / 0"));
        await transaction.Connection.ExecuteAsync("rollback to s");
        Assert.True(transaction.IsOpen);
        await transaction.BumpAndCommitAsync([Room], Cancel);
        Assert.Equal((1L, 1L), (await MessagesAsync(), await VersionAsync()));
    }

    /// <summary>COMMIT of a failed transaction rolls back and calls it success.</summary>
    [Fact]
    public async Task A_failed_transaction_is_never_told_to_be_committed()
    {
        await using var transaction = await Storage.BeginAsync(Cancel);
        await transaction.Connection.ExecuteAsync("update rooms set messages = messages + 1");
        await Assert.ThrowsAsync<PostgresException>(() => transaction.Connection.ExecuteAsync("select 1 / 0"));
        await Assert.ThrowsAsync<PostgresException>(async () => await transaction.CommitAsync(Cancel));
        Assert.True(transaction.IsOpen);
        await transaction.DisposeAsync();
        Assert.Equal((0L, 0L), (await MessagesAsync(), await VersionAsync()));
    }

    /// <summary>The server said that it did not commit, so nothing is unknown.</summary>
    [Fact]
    public async Task A_commit_that_the_server_refuses_is_known_to_have_failed()
    {
        await ExecuteAsync("create table deferred (id integer unique deferrable initially deferred)");
        foreach (var isOne in new[] { false, true })
        {
            await using var transaction = await Storage.BeginAsync(Cancel);
            await transaction.Connection.ExecuteAsync("insert into deferred values (1), (1)");
            var failure = await Assert.ThrowsAsync<PostgresException>(async () =>
            {
                if (isOne)
                {
                    await transaction.BumpAndCommitAsync([Room], Cancel);
                }
                else
                {
                    await transaction.BumpAsync([Room], Cancel);
                    await transaction.SetHashesAndCommitAsync([new(Room, "content.0a0a0a0a")], Cancel);
                }
            });
            Assert.Equal(PostgresErrorCodes.UniqueViolation, failure.SqlState);
            Assert.True(transaction.IsOpen);
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await transaction.CommitAsync(Cancel));
        }

        Assert.Equal(0, await VersionAsync());
    }
}
