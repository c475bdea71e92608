using Reality.Server.Storage;
using Xunit;

namespace Reality.Storage.Conformance;

/// <summary>A cancelled call stores nothing.</summary>
public abstract class CancellationConformance : StorageConformance
{
    [Fact]
    public async Task Every_member_ends_with_a_cancelled_token()
    {
        var cancelled = new CancellationToken(canceled: true);
        Func<Task>[] calls =
        [
            async () => await Storage.InitializeAsync(cancelled),
            async () => await Storage.GetNodeAsync("k:1", cancelled),
            async () => await Storage.GetNodesAsync(["k:1"], cancelled),
            async () => await Storage.SetNodeAsync(new StorageNode("k:1", 1, "h", 1), cancelled),
            async () => await Storage.IncrementVersionAsync("k:1", cancelled),
            async () => await Storage.UpdateNodeAsync("k:1", "h", cancelled),
            async () => await Storage.DeleteNodeAsync("k:1", cancelled),
            async () => await Storage.ListChangedSinceAsync(null, [], 10, cancelled),
            async () => await Storage.GetMaxVersionAsync(cancelled),
            async () => await Storage.IsHealthyAsync(cancelled),
        ];

        foreach (var call in calls)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(call);

        Assert.Null(await Storage.GetNodeAsync("k:1", Cancel));
    }
}
