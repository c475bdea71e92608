using Xunit;

namespace Reality.Storage.Conformance;

/// <summary>Read-only snapshots: a payload and its node at one moment.</summary>
public abstract class SnapshotConformance : DataConformance
{
    [Fact]
    public async Task A_snapshot_shows_data_and_node_of_one_moment()
    {
        await CommitAsync(1);
        await using var snapshot = await Storage.OpenSnapshotAsync(Cancel);
        await CommitAsync(2);
        Assert.Equal(1, (await snapshot.FindAsync("k:row"))?.Version);
        Assert.Equal(1, await ReadAsync(snapshot.Connection, "row"));
        await CommitAsync(3);
        Assert.Equal(1, await ReadAsync(snapshot.Connection, "row"));
        Assert.Equal(3, (await NodeAsync("k:row")).Version);
    }

    [Fact]
    public async Task A_snapshot_shows_tombstones_and_nothing_for_unknown_keys()
    {
        await Storage.IncrementVersionAsync("k:gone", Cancel);
        await Storage.DeleteNodeAsync("k:gone", Cancel);
        await using var snapshot = await Storage.OpenSnapshotAsync(Cancel);
        Assert.True((await snapshot.FindAsync("k:gone"))?.IsTombstone);
        Assert.Null(await snapshot.FindAsync("k:never"));
    }

    [Fact]
    public async Task A_snapshot_tells_its_token_and_who_the_storage_is()
    {
        var identity = await Storage.InitializeAsync(Cancel);
        var token = await CommitAsync(1);
        await using var snapshot = await Storage.OpenSnapshotAsync(Cancel);
        var later = await CommitAsync(2);
        Assert.Equal(identity.Epoch, snapshot.Identity.Epoch);
        Assert.InRange(snapshot.Token, token, later - 1);
    }

    [Fact]
    public async Task Snapshots_under_a_writer_never_tear()
    {
        await CommitAsync(1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var writer = Task.Run(
            async () =>
            {
                for (var value = 2; !stop.IsCancellationRequested; value++)
                    await CommitAsync(value);
            },
            Cancel);

        for (var read = 0; read < 200; read++)
        {
            await using var snapshot = await Storage.OpenSnapshotAsync(Cancel);
            var first = await ReadAsync(snapshot.Connection, "row");
            Assert.Equal(first, (await snapshot.FindAsync("k:row"))?.Version);
            Assert.Equal(first, await ReadAsync(snapshot.Connection, "row"));
        }

        await stop.CancelAsync();
        await writer;
    }

    // The row's value is always the number of writes, and so the node's version.
    private async Task<long> CommitAsync(long value)
    {
        await using var transaction = await Storage.BeginAsync(Cancel);
        await WriteAsync(transaction.Connection, "row", value);
        await transaction.BumpAsync(["k:row"], Cancel);
        return await transaction.CommitAsync(Cancel);
    }
}
