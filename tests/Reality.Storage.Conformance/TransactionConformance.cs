using System.Data.Common;
using Reality.Server.Storage;
using Xunit;

namespace Reality.Storage.Conformance;

/// <summary>Write transactions of storages that have connections: data and versions are one.</summary>
public abstract class TransactionConformance : DataConformance
{
    [Fact]
    public async Task Connections_are_of_the_type_that_the_storage_tells()
    {
        await using var transaction = await Storage.BeginAsync(Cancel);
        await using var read = await Storage.OpenAsync(Cancel);
        Assert.IsType(Storage.ConnectionType!, transaction.Connection);
        Assert.IsType(Storage.ConnectionType!, read.Connection);
        Assert.Equal(System.Data.ConnectionState.Open, transaction.Connection.State);
    }

    /// <summary>Invariant 1.</summary>
    [Fact]
    public async Task Invariant_1_a_commit_keeps_the_data_and_every_version()
    {
        long token;
        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            await WriteAsync(transaction.Connection, "row", 7);
            var nodes = await transaction.BumpAsync(["k:1", "k:2"], Cancel);
            Assert.Equal([("k:1", 1L), ("k:2", 1L)], nodes.Select(node => (node.Key, node.Version)));
            Assert.All(nodes, node => Assert.StartsWith("!", node.Hash, StringComparison.Ordinal));
            token = await transaction.CommitAsync(Cancel);
            Assert.False(transaction.IsOpen);
        }

        Assert.Equal(7, await ReadAsync("row"));
        var pulled = await PullAsync(null);
        Assert.Equal(["k:1", "k:2"], pulled.Changed.Select(node => node.Key).Order(StringComparer.Ordinal));
        Assert.True(pulled.Token >= token);
    }

    /// <summary>Invariant 1.</summary>
    [Fact]
    public async Task Invariant_1_a_rollback_leaves_nothing()
    {
        await Storage.UpdateNodeAsync("k:1", "before", Cancel);
        var before = await NodeAsync("k:1");
        var cursor = (await PullAsync(null)).Cursor;
        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            await WriteAsync(transaction.Connection, "row", 7);
            await transaction.BumpAsync(["k:1", "k:new"], Cancel);
            await transaction.SetHashesAsync([new("k:1", "after")], Cancel);
        }

        Assert.Null(await ReadAsync("row"));
        Assert.Equal(before, await NodeAsync("k:1"));
        Assert.Null(await Storage.GetNodeAsync("k:new", Cancel));
        Assert.Empty((await PullAsync(cursor)).Changed);
        Assert.Equal(2, (await Storage.IncrementVersionAsync("k:1", Cancel)).Node.Version);
    }

    [Fact]
    public async Task Nothing_of_an_open_transaction_can_be_seen()
    {
        var cursor = (await PullAsync(null)).Cursor;
        await using var transaction = await Storage.BeginAsync(Cancel);
        await WriteAsync(transaction.Connection, "row", 7);
        await transaction.BumpAsync(["k:1"], Cancel);

        Assert.Null(await ReadAsync("row"));
        Assert.Null(await Storage.GetNodeAsync("k:1", Cancel));
        var during = await PullAsync(cursor, "k:1");
        Assert.Empty(during.Changed);
        Assert.Empty(during.Also);

        var token = await transaction.CommitAsync(Cancel);
        Assert.True(during.Token < token);
        Assert.Equal("k:1", Assert.Single((await PullAsync(during.Cursor)).Changed).Key);
    }

    /// <summary>Rule 1: the hash is stored for the version that the bump made.</summary>
    [Fact]
    public async Task Rule_1_a_hash_is_stored_with_the_version_that_was_bumped()
    {
        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            await transaction.BumpAsync(["k:1", "k:2"], Cancel);
            await transaction.SetHashesAsync([new("k:2", "content.0a0a0a0a")], Cancel);
            await transaction.CommitAsync(Cancel);
        }

        Assert.Equal((1, "content.0a0a0a0a"), ((await NodeAsync("k:2")).Version, (await NodeAsync("k:2")).Hash));
        Assert.StartsWith("!", (await NodeAsync("k:1")).Hash, StringComparison.Ordinal);
    }

    /// <summary>Rule 1: hash before lock would leave the old content's hash under a new version.</summary>
    [Fact]
    public async Task Rule_1_a_hash_without_its_bump_is_refused()
    {
        await Storage.UpdateNodeAsync("k:1", "old", Cancel);
        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            await Assert.ThrowsAsync<InvalidOperationException>(async () =>
                await transaction.SetHashesAsync([new("k:1", "new")], Cancel));
        }

        Assert.Equal((1, "old"), ((await NodeAsync("k:1")).Version, (await NodeAsync("k:1")).Hash));
    }

    /// <summary>Rule 1: what is read after the bump includes every earlier writer of the key.</summary>
    [Fact]
    public async Task Rule_1_parallel_writers_read_every_earlier_one_after_their_bump()
    {
        const int Writers = 6, Rounds = 15;
        await Parallel.ForAsync(0, Writers, Cancel, async (writer, cancel) =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                await using var transaction = await Storage.BeginAsync(cancel);
                await WriteAsync(transaction.Connection, $"row {writer}", round + 1);
                var node = Assert.Single(await transaction.BumpAsync(["k:sum"], cancel));
                var sum = await SumAsync(transaction.Connection);
                Assert.Equal(node.Version, sum);
                await transaction.SetHashesAsync([new("k:sum", $"sum{sum}")], cancel);
                await transaction.CommitAsync(cancel);
            }
        });

        var last = await NodeAsync("k:sum");
        Assert.Equal((Writers * Rounds, $"sum{Writers * Rounds}"), (last.Version, last.Hash));
    }

    [Fact]
    public async Task A_transaction_tells_who_the_storage_is()
    {
        var identity = await Storage.InitializeAsync(Cancel);
        await using var transaction = await Storage.BeginAsync(Cancel);
        Assert.Equal((identity.Epoch, identity.Base), (transaction.Identity.Epoch, transaction.Identity.Base));
        Assert.True(transaction.IsOpen);
    }

    [Fact]
    public async Task A_completed_transaction_refuses_everything()
    {
        await using var transaction = await Storage.BeginAsync(Cancel);
        await transaction.BumpAsync(["k:1"], Cancel);
        await transaction.CommitAsync(Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await transaction.CommitAsync(Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await transaction.BumpAsync(["k:1"], Cancel));
        Assert.Equal(1, (await NodeAsync("k:1")).Version);
    }

    [Fact]
    public async Task A_transaction_without_keys_commits_its_data()
    {
        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            await WriteAsync(transaction.Connection, "row", 3);
            await transaction.CommitAsync(Cancel);
        }

        Assert.Equal(3, await ReadAsync("row"));
    }

    [Fact]
    public async Task A_failed_statement_does_not_stop_the_next_transaction()
    {
        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            await Assert.ThrowsAnyAsync<DbException>(() => ExecuteAsync(transaction.Connection, "insert into no_such_table values (1)"));
        }

        Assert.Equal(1, (await Storage.IncrementVersionAsync("k:1", Cancel)).Node.Version);
    }

    [Fact]
    public async Task Disposing_twice_gives_back_once()
    {
        var first = await Storage.BeginAsync(Cancel);
        await first.DisposeAsync();
        await first.DisposeAsync();
        var read = await Storage.OpenAsync(Cancel);
        await read.DisposeAsync();
        await read.DisposeAsync();
        await using var one = await Storage.OpenAsync(Cancel);
        await using var two = await Storage.OpenAsync(Cancel);
        Assert.NotSame(one.Connection, two.Connection);
        await using var second = await Storage.BeginAsync(Cancel);
        Assert.True(second.IsOpen);
    }
}
