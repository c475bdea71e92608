using Reality.Server.Storage;
using Xunit;

namespace Reality.Storage.Conformance;

/// <summary>Families in write transactions (rule 1a).</summary>
public abstract class FamilyTransactionConformance : DataConformance
{
    private const string Family = "chat:room:*";
    private static readonly StorageBump General = new("chat:room:general", Family);

    [Fact]
    public async Task Rule_1a_a_bump_reads_its_family_before_the_hash_is_computed()
    {
        await Storage.IncrementVersionAsync(Family, Cancel);
        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            await WriteAsync(transaction.Connection, "row", 1);
            var node = Assert.Single(await transaction.BumpAsync([General], Cancel));
            Assert.Equal((1L, 1L), (node.Version, node.FamilyVersion));
            await transaction.SetHashesAsync([new(General.Key, "content.0a0a0a0a")], Cancel);
            await transaction.CommitAsync(Cancel);
        }

        await Storage.IncrementVersionAsync(Family, Cancel);
        var stored = await NodeAsync(General.Key);
        Assert.Equal((1L, 1L, "content.0a0a0a0a"), (stored.Version, stored.FamilyVersion, stored.Hash));
    }

    /// <summary>Escaped keys stand before a family's star in ordinal order, all others behind it.</summary>
    [Theory]
    [InlineData("chat:room:general")]
    [InlineData("chat:room:%20")]
    public async Task Rule_1a_a_family_bumped_in_the_same_transaction_counts_with_its_new_version(string key)
    {
        await Storage.IncrementVersionAsync(Family, Cancel);
        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            StorageBump[] bumps = [.. new StorageBump[] { new(key, Family), Family }.OrderBy(bump => bump.Key, StringComparer.Ordinal)];
            var nodes = await transaction.BumpAsync(bumps, Cancel);
            Assert.Equal(bumps.Select(bump => bump.Key), nodes.Select(node => node.Key));
            Assert.Equal(2, nodes.Single(node => node.Key == key).FamilyVersion);
            Assert.Equal(2, nodes.Single(node => node.Key == Family).Version);
            await transaction.SetHashesAsync([new(key, "content.0a0a0a0a")], Cancel);
            await transaction.CommitAsync(Cancel);
        }

        var stored = await NodeAsync(key);
        Assert.Equal((1L, 2L, "content.0a0a0a0a"), (stored.Version, stored.FamilyVersion, stored.Hash));
    }

    [Fact]
    public async Task Rule_1a_a_family_bump_that_is_rolled_back_leaves_nothing()
    {
        var cursor = (await PullAsync(null)).Cursor;
        await using (var transaction = await Storage.BeginAsync(Cancel))
            await transaction.BumpAsync([Family, General], Cancel);

        Assert.Empty((await PullAsync(cursor, Family, General.Key)).Also);
        Assert.Equal(1, (await Storage.IncrementVersionAsync(Family, Cancel)).Node.Version);
    }

    [Fact]
    public async Task Bump_and_commit_at_once_records_the_family_too()
    {
        await Storage.IncrementVersionAsync(Family, Cancel);
        StorageCommit commit;
        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            await WriteAsync(transaction.Connection, "row", 5);
            commit = await transaction.BumpAndCommitAsync([General], Cancel);
            Assert.False(transaction.IsOpen);
        }

        Assert.Equal((1L, 1L), (Assert.Single(commit.Nodes).Version, commit.Nodes[0].FamilyVersion));
        Assert.Equal(commit.Nodes[0], await NodeAsync(General.Key));
        Assert.True((await PullAsync(null)).Token >= commit.Token);
        Assert.Equal(5, await ReadAsync("row"));
    }

    [Fact]
    public async Task Hashes_and_commit_at_once_keep_the_hashes()
    {
        long token;
        await using (var transaction = await Storage.BeginAsync(Cancel))
        {
            await transaction.BumpAsync([General], Cancel);
            token = await transaction.SetHashesAndCommitAsync([new(General.Key, "content.0a0a0a0a")], Cancel);
            Assert.False(transaction.IsOpen);
        }

        Assert.Equal("content.0a0a0a0a", (await NodeAsync(General.Key)).Hash);
        Assert.True((await PullAsync(null)).Token >= token);
    }

    /// <summary>Rule 2: what a write tells of its epoch belongs to what it bumped, also where the epoch changed after it began.</summary>
    [Fact]
    public async Task Rule_2_a_transaction_knows_the_epoch_that_its_bumps_belong_to()
    {
        await Storage.NewEpochAsync(Cancel);
        var epoch = (await Storage.InitializeAsync(Cancel)).Epoch;
        await using var transaction = await Storage.BeginAsync(Cancel);
        await transaction.BumpAsync([Family, General], Cancel);
        Assert.Equal(epoch, transaction.Identity.Epoch);
        await transaction.CommitAsync(Cancel);
    }
}
