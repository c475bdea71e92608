using Reality.Server.Storage;
using Xunit;

namespace Reality.Postgres.Tests.Writing;

/// <summary>Families beside writers of their keys.</summary>
[Collection(nameof(PostgresCluster))]
public sealed class Rule1aTests(PostgresCluster cluster) : PostgresTest(cluster)
{
    private const string Family = "chat:room:*";
    private static readonly StorageBump General = new(Room, Family);

    /// <summary>The family changes after the key was bumped and its view read again: that hash must not pass for the family's change.</summary>
    [Fact]
    public async Task Rule_1a_a_family_bump_between_a_keys_bump_and_its_hash_voids_the_hash()
    {
        await using var transaction = await Storage.BeginAsync(Cancel);
        Assert.Equal(0, (await transaction.BumpAsync([General], Cancel))[0].FamilyVersion);
        await Storage.IncrementVersionAsync(Family, Cancel);
        await transaction.SetHashesAsync([new(Room, "content.0a0a0a0a")], Cancel);
        await transaction.CommitAsync(Cancel);

        var nodes = await Storage.GetNodesAsync([Room, Family], Cancel);
        Assert.Equal("content.0a0a0a0a", nodes[Room].Hash);
        Assert.NotEqual(nodes[Family].Version, nodes[Room].FamilyVersion);
    }

    /// <summary>A family bump that is not committed yet counts for nobody.</summary>
    [Fact]
    public async Task Rule_1a_a_key_bumped_beside_an_open_family_bump_is_of_before()
    {
        await using var family = await Storage.BeginAsync(Cancel);
        await family.BumpAsync([Family], Cancel);
        Assert.Equal(0, (await Storage.IncrementVersionAsync(General, Cancel)).Node.FamilyVersion);
        await family.CommitAsync(Cancel);
        Assert.Equal(1, (await Storage.IncrementVersionAsync(General, Cancel)).Node.FamilyVersion);
    }

    /// <summary>A bump of an old family that commits in the epoch where its keys count with another one would be lost.</summary>
    [Fact]
    public async Task Rule_2_an_epoch_in_which_families_change_begins_when_no_bump_is_under_way()
    {
        var epoch = (await Storage.InitializeAsync(Cancel)).Epoch;
        Task<bool> declaring;
        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            await transaction.BumpAsync([Family], Cancel);
            declaring = Storage.TryDeclareAsync(null, "declared", startsEpoch: true, Cancel).AsTask();
            await Task.Delay(300, Cancel);
            Assert.False(declaring.IsCompleted);
            Assert.Equal(epoch, transaction.Identity.Epoch);
            await transaction.CommitAsync(Cancel);
        }

        Assert.True(await declaring);
        Assert.NotEqual(epoch, (await Storage.InitializeAsync(Cancel)).Epoch);
    }
}
