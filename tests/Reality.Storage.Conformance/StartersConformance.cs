using Reality.Server.Storage;
using Xunit;

namespace Reality.Storage.Conformance;

/// <summary>Durable storages: servers that start at the same moment make one storage.</summary>
public abstract class StartersConformance : StorageConformance
{
    private const int Starters = 8;

    /// <summary>Nothing is there before the test begins.</summary>
    public override ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Starters_agree_on_who_the_storage_is()
    {
        var storages = new List<IRealityStorage>();
        for (var starter = 0; starter < Starters; starter++)
            storages.Add(await OpenAsync());

        var identities = await Task.WhenAll(storages.Select(storage => Task.Run(async () => await storage.InitializeAsync(Cancel), Cancel)));
        Assert.Single(identities.Select(identity => (identity.Epoch, identity.Base)).Distinct());

        foreach (var storage in storages)
            await storage.IncrementVersionAsync("k:1", Cancel);

        Assert.Equal(Starters, (await storages[0].GetNodeAsync("k:1", Cancel))?.Version);
        foreach (var storage in storages)
            await CloseAsync(storage);
    }
}
