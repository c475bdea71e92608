using Xunit;

namespace Reality.Storage.Conformance;

/// <summary>What a restart keeps, and what a storage without durable data promises instead.</summary>
public abstract class RestartConformance : StorageConformance
{
    /// <summary>Invariant 2. Regression: restarted servers reused versions.</summary>
    [Fact]
    public async Task Rule_2c_and_invariant_2_effective_versions_rise_over_a_restart()
    {
        var before = 0L;
        for (var life = 0; life < 3; life++)
        {
            var storage = await OpenAnotherAsync();
            for (var bump = 0; bump < 20; bump++)
            {
                var (node, _, identity) = await storage.IncrementVersionAsync("k:1", Cancel);
                var effective = identity.Base + 1 + node.Version;
                Assert.True(effective > before, $"{effective} after {before}");
                before = effective;
            }

            await CloseAsync(storage);
            await Task.Delay(1, Cancel);
        }
    }

    [Fact]
    public async Task A_restart_keeps_everything_or_is_a_new_epoch()
    {
        await Storage.UpdateNodeAsync("k:1", "h", Cancel);
        await Storage.UpdateNodeAsync("k:2", "h", Cancel);
        await Storage.DeleteNodeAsync("k:2", Cancel);
        var before = await PullAsync(null);

        var restarted = await OpenAnotherAsync();
        var after = await restarted.ListChangedSinceAsync(null, [], int.MaxValue, Cancel);
        if (IsDurable)
        {
            Assert.Equal((before.Identity.Epoch, before.Identity.Base), (after.Identity.Epoch, after.Identity.Base));
            Assert.Equal(before.Changed.ToHashSet(), [.. after.Changed]);
            Assert.Equal(before.Token, after.Token);
        }
        else
        {
            Assert.NotEqual(before.Identity.Epoch, after.Identity.Epoch);
            Assert.Empty(after.Changed);
        }
    }

    [Fact]
    public async Task Initializing_again_changes_nothing()
    {
        await Storage.IncrementVersionAsync("k:1", Cancel);
        var first = await Storage.InitializeAsync(Cancel);
        var second = await Storage.InitializeAsync(Cancel);
        Assert.Equal((first.Epoch, first.Base), (second.Epoch, second.Base));
        Assert.Equal(1, (await NodeAsync("k:1")).Version);
    }
}
