using Dapper;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Reality.Sqlite.Tests.Writing;

/// <summary>What a core leaves on a connection does not reach the next one, and what it must not do is refused by SQLite.</summary>
public sealed class LeftoverTests : SqliteTest
{
    [Fact]
    public async Task Commands_of_every_kind_join_the_transaction_without_being_told()
    {
        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            await transaction.Connection.ExecuteAsync("update rooms set messages = 1");
            await using var command = transaction.Connection.CreateCommand();
            command.CommandText = "update rooms set messages = messages + 1";
            await command.ExecuteNonQueryAsync(Cancel);
            Assert.Equal(2, await transaction.Connection.ExecuteScalarAsync<long>("select messages from rooms"));
        }

        Assert.Equal(0, await MessagesAsync());
    }

    [Theory]
    [InlineData("update rooms set messages = 5")]
    [InlineData("create table t (a)")]
    [InlineData("begin immediate")]
    public async Task A_connection_for_reading_refuses_to_write(string sql)
    {
        await using (var read = await Storage.OpenAsync(Cancel))
            Assert.Equal(8, (await Assert.ThrowsAsync<SqliteException>(() => read.Connection.ExecuteAsync(sql))).SqliteErrorCode);

        await using (var snapshot = await Storage.OpenSnapshotAsync(Cancel))
            await Assert.ThrowsAsync<SqliteException>(() => snapshot.Connection.ExecuteAsync(sql));

        Assert.Equal(0, await MessagesAsync());
    }

    [Theory]
    [InlineData("vacuum")]
    [InlineData("pragma synchronous = off")]
    [InlineData("detach main")]
    public async Task What_would_endanger_the_file_is_refused_inside_a_write(string sql)
    {
        await using var transaction = await Storage.BeginAsync(Cancel);
        await Assert.ThrowsAsync<SqliteException>(() => transaction.Connection.ExecuteAsync(sql));
        Assert.True(transaction.IsOpen);
    }

    [Fact]
    public async Task The_write_ahead_log_stays()
    {
        await using (var transaction = await Storage.BeginAsync(Cancel))
            await Record.ExceptionAsync(() => transaction.Connection.ExecuteAsync("pragma journal_mode = delete"));

        await using (var read = await Storage.OpenAsync(Cancel))
        {
            await Record.ExceptionAsync(() => read.Connection.ExecuteAsync("pragma journal_mode = delete", commandTimeout: 1));
            Assert.Equal("wal", await read.Connection.ExecuteScalarAsync<string>("pragma journal_mode"));
        }
    }

    [Fact]
    public async Task Settings_are_put_back()
    {
        await using (var read = await Storage.OpenAsync(Cancel))
            await read.Connection.ExecuteAsync("pragma query_only = off; pragma synchronous = off");

        await using (var read = await Storage.OpenAsync(Cancel))
        {
            Assert.Equal(1, await read.Connection.ExecuteScalarAsync<long>("pragma query_only"));
            Assert.Equal(2, await read.Connection.ExecuteScalarAsync<long>("pragma synchronous"));
        }
    }

    [Fact]
    public async Task Temporary_tables_and_attached_files_end_with_their_connection()
    {
        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            await transaction.Connection.ExecuteAsync("create temp table mine (a); attach ':memory:' as other");
            await transaction.CommitAsync(Cancel);
        }

        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            Assert.Equal(1, await transaction.Connection.ExecuteScalarAsync<long>("select count(*) from pragma_database_list"));
            await transaction.Connection.ExecuteAsync("create temp table mine (a)");
        }
    }

    /// <summary>A reader that nobody closed holds its snapshot: reused, the connection would show the past.</summary>
    [Fact]
    public async Task An_unfinished_reader_does_not_hold_the_past()
    {
        await using (var foreign = OpenForeign())
            await foreign.ExecuteAsync("insert into rooms values ('second', 0), ('third', 0)");

        await using (var read = await Storage.OpenAsync(Cancel))
        {
            var command = read.Connection.CreateCommand();
            command.CommandText = "select id from rooms";
            var reader = await command.ExecuteReaderAsync(Cancel);
            Assert.True(await reader.ReadAsync(Cancel));
        }

        await PostAsync();
        await using var next = await Storage.OpenAsync(Cancel);
        Assert.Equal(1, await next.Connection.ExecuteScalarAsync<long>("select messages from rooms where id = 'general'"));
    }

    [Fact]
    public async Task A_transaction_that_a_read_left_open_does_not_hold_the_past()
    {
        await using (var read = await Storage.OpenAsync(Cancel))
            await read.Connection.ExecuteAsync("begin; select * from rooms");

        await PostAsync();
        await using var next = await Storage.OpenAsync(Cancel);
        Assert.Equal(1, await next.Connection.ExecuteScalarAsync<long>("select messages from rooms"));
    }

    [Fact]
    public async Task A_snapshot_whose_transaction_was_ended_says_so()
    {
        await using var snapshot = await Storage.OpenSnapshotAsync(Cancel);
        await snapshot.Connection.ExecuteAsync("commit");
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await snapshot.GetNodesAsync(["chat:room:general"], Cancel));
    }

    [Theory]
    [InlineData(SqliteDurability.Full, 2)]
    [InlineData(SqliteDurability.Normal, 1)]
    public async Task Durability_is_what_was_asked_for(SqliteDurability durability, long expected)
    {
        using var storage = File.Open(options =>
        {
            options.Durability = durability;
            options.ReadBootId = () => "boot";
        });
        await using var transaction = await storage.BeginAsync(Cancel);
        Assert.Equal(expected, await transaction.Connection.ExecuteScalarAsync<long>("pragma synchronous"));
        Assert.Equal("wal", await transaction.Connection.ExecuteScalarAsync<string>("pragma journal_mode"));
    }

    [Fact]
    public async Task Connections_are_configured_as_the_application_asks()
    {
        using var storage = File.Open(options =>
        {
            options.ConfigureConnection = connection =>
            {
                connection.CreateFunction("shout", (string text) => text.ToUpperInvariant());
                connection.Execute("pragma foreign_keys = off");
            };
        });
        await using var read = await storage.OpenAsync(Cancel);
        await using var transaction = await storage.BeginAsync(Cancel);
        Assert.Equal("HI", await read.Connection.ExecuteScalarAsync<string>("select shout('hi')"));
        Assert.Equal("HI", await transaction.Connection.ExecuteScalarAsync<string>("select shout('hi')"));
        Assert.Equal(0, await transaction.Connection.ExecuteScalarAsync<long>("pragma foreign_keys"));
    }
}
