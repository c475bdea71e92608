using Dapper;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Reality.Sqlite.Tests.Writing;

/// <summary>Rule 4a: only the weaver commits. Whatever a core does, data and versions stay together.</summary>
public sealed class Rule4aTests : SqliteTest
{
    private const string Post = "update rooms set messages = messages + 1;";

    [Theory]
    [InlineData("commit")]
    [InlineData("end transaction")]
    [InlineData("COMMIT; BEGIN IMMEDIATE")]
    [InlineData("commit; update rooms set messages = 50")]
    public async Task Rule_4a_a_commit_of_the_cores_own_is_refused_and_nothing_stays(string ending)
    {
        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            await Assert.ThrowsAsync<SqliteException>(() => transaction.Connection.ExecuteAsync(Post + ending));
            Assert.False(transaction.IsOpen);
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await transaction.BumpAsync(["chat:room:general"], Cancel));
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await transaction.CommitAsync(Cancel));
        }

        Assert.Equal((0, 0), (await MessagesAsync(), await VersionAsync()));
        await PostAsync();
        Assert.Equal((1, 1), (await MessagesAsync(), await VersionAsync()));
    }

    [Fact]
    public async Task Rule_4a_a_core_that_swallows_the_error_and_goes_on_writes_nothing_either()
    {
        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            await Assert.ThrowsAsync<SqliteException>(() => transaction.Connection.ExecuteAsync(Post + "commit"));
            await Assert.ThrowsAsync<SqliteException>(() => transaction.Connection.ExecuteAsync(Post));
            await transaction.Connection.ExecuteAsync("begin immediate;" + Post);
            await Assert.ThrowsAsync<SqliteException>(() => transaction.Connection.ExecuteAsync("commit"));
            await transaction.Connection.ExecuteAsync("begin;" + Post);
            Assert.False(transaction.IsOpen);
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await transaction.CommitAsync(Cancel));
        }

        Assert.Equal((0, 0), (await MessagesAsync(), await VersionAsync()));
    }

    [Theory]
    [InlineData("rollback")]
    [InlineData("rollback; begin immediate; update rooms set messages = 7")]
    [InlineData("insert or rollback into rooms values ('general', 1)")]
    public async Task Rule_4a_a_rollback_of_the_cores_own_is_noticed(string ending)
    {
        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            var error = await Record.ExceptionAsync(() => transaction.Connection.ExecuteAsync(Post + ending));
            Assert.True(error is null or SqliteException);
            Assert.False(transaction.IsOpen);
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await transaction.CommitAsync(Cancel));
        }

        Assert.Equal((0, 0), (await MessagesAsync(), await VersionAsync()));
        await PostAsync();
        Assert.Equal((1, 1), (await MessagesAsync(), await VersionAsync()));
    }

    [Fact]
    public async Task Rule_4a_after_a_bump_a_commit_is_refused_as_well()
    {
        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            await transaction.BumpAsync(["chat:room:general"], Cancel);
            await Assert.ThrowsAsync<SqliteException>(() => transaction.Connection.ExecuteAsync(Post + "commit"));
        }

        Assert.Equal((0, 0), (await MessagesAsync(), await VersionAsync()));
    }

    /// <summary>The weaver bumps the keys of a lost transaction all the same, while the core's connection is still lent.</summary>
    [Fact]
    public async Task Rule_4a_a_lost_transaction_does_not_stop_the_next_one()
    {
        await using var transaction = await Storage.BeginAsync(Cancel);
        await transaction.Connection.ExecuteAsync(Post + "rollback; begin immediate;" + Post);
        Assert.False(transaction.IsOpen);
        await Storage.IncrementVersionAsync("chat:room:general", Cancel);
        await PostAsync();
        await Assert.ThrowsAsync<SqliteException>(() => transaction.Connection.ExecuteAsync(Post));
        Assert.Equal((1, 2), (await MessagesAsync(), await VersionAsync()));
    }

    [Fact]
    public async Task Savepoints_belong_to_the_core()
    {
        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            await transaction.Connection.ExecuteAsync($"savepoint one; {Post} savepoint two; {Post} rollback to two; release one");
            Assert.True(transaction.IsOpen);
            await transaction.BumpAsync(["chat:room:general"], Cancel);
            await transaction.CommitAsync(Cancel);
        }

        Assert.Equal((1, 1), (await MessagesAsync(), await VersionAsync()));
    }

    [Fact]
    public async Task A_DbTransaction_of_the_cores_own_is_refused_and_the_weavers_goes_on()
    {
        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            await Assert.ThrowsAsync<SqliteException>(async () => await transaction.Connection.BeginTransactionAsync(Cancel));
            Assert.True(transaction.IsOpen);
            await transaction.Connection.ExecuteAsync(Post);
            await transaction.BumpAsync(["chat:room:general"], Cancel);
            await transaction.CommitAsync(Cancel);
        }

        Assert.Equal((1, 1), (await MessagesAsync(), await VersionAsync()));
    }

    [Fact]
    public async Task A_core_that_closes_the_connection_loses_its_write_and_nothing_else()
    {
        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            await transaction.Connection.ExecuteAsync(Post);
            await transaction.Connection.CloseAsync();
            Assert.False(transaction.IsOpen);
            await transaction.Connection.OpenAsync(Cancel);
            Assert.False(transaction.IsOpen);
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await transaction.CommitAsync(Cancel));
        }

        await PostAsync();
        Assert.Equal((1, 1), (await MessagesAsync(), await VersionAsync()));
    }

    /// <summary>What fails at the commit keeps the transaction, so its outcome is known.</summary>
    [Fact]
    public async Task A_commit_that_a_deferred_constraint_refuses_leaves_nothing()
    {
        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            await transaction.Connection.ExecuteAsync("create table children (room text references rooms (id) deferrable initially deferred)");
            await transaction.CommitAsync(Cancel);
        }

        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            await transaction.Connection.ExecuteAsync(Post + "insert into children values ('nowhere')");
            await transaction.BumpAsync(["chat:room:general"], Cancel);
            await Assert.ThrowsAsync<SqliteException>(async () => await transaction.CommitAsync(Cancel));
            Assert.True(transaction.IsOpen);
        }

        Assert.Equal((0, 0), (await MessagesAsync(), await VersionAsync()));
    }
}
