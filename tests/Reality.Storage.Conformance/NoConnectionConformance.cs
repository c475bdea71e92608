using Xunit;

namespace Reality.Storage.Conformance;

/// <summary>Storages that have no connection to hand out.</summary>
public abstract class NoConnectionConformance : StorageConformance
{
    [Fact]
    public async Task A_storage_without_connections_says_so()
    {
        Assert.Null(Storage.ConnectionType);
        await Assert.ThrowsAsync<NotSupportedException>(async () => await Storage.BeginAsync(Cancel));
        await Assert.ThrowsAsync<NotSupportedException>(async () => await Storage.OpenAsync(Cancel));
        await Assert.ThrowsAsync<NotSupportedException>(async () => await Storage.OpenSnapshotAsync(Cancel));
    }
}
