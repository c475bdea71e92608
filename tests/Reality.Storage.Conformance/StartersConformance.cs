using Xunit;

namespace Reality.Storage.Conformance;

/// <summary>Durable storages: servers that start at the same moment make one storage.</summary>
public abstract class StartersConformance : StorageConformance
{
    [Fact]
    public async Task Many_starters_agree_on_who_the_storage_is()
    {
        var identities = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await (await OpenAsync()).InitializeAsync(Cancel))));
        Assert.Single(identities.Select(identity => (identity.Epoch, identity.Base)).Distinct());
    }
}
