using Xunit;

namespace Reality.Storage.Conformance;

/// <summary>What servers declare, and the epochs that follow from it (rule 2).</summary>
public abstract class DeclarationConformance : StorageConformance
{
    [Fact]
    public async Task Nothing_is_declared_at_first() => Assert.Null(await Storage.GetDeclaredAsync(Cancel));

    [Fact]
    public async Task What_is_declared_stays()
    {
        Assert.True(await Storage.TryDeclareAsync(null, "one\n\"two\" 'three' ü", startsEpoch: false, Cancel));
        Assert.Equal("one\n\"two\" 'three' ü", await Storage.GetDeclaredAsync(Cancel));
        if (IsDurable)
            Assert.Equal("one\n\"two\" 'three' ü", await (await OpenAnotherAsync()).GetDeclaredAsync(Cancel));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("other")]
    public async Task Whoever_knew_something_else_declares_nothing(string? before)
    {
        await Storage.TryDeclareAsync(null, "one", startsEpoch: false, Cancel);
        var identity = await Storage.InitializeAsync(Cancel);
        Assert.False(await Storage.TryDeclareAsync(before, "two", startsEpoch: true, Cancel));
        Assert.Equal("one", await Storage.GetDeclaredAsync(Cancel));
        Assert.Equal(identity.Epoch, (await Storage.InitializeAsync(Cancel)).Epoch);
        Assert.True(await Storage.TryDeclareAsync("one", "two", startsEpoch: false, Cancel));
        Assert.False(await Storage.TryDeclareAsync("one", "three", startsEpoch: false, Cancel));
    }

    [Fact]
    public async Task Of_many_who_declare_at_once_one_does()
    {
        var won = 0;
        var storages = IsDurable ? [Storage, await OpenAnotherAsync(), await OpenAnotherAsync()] : new[] { Storage };
        await Parallel.ForAsync(0, 8, Cancel, async (server, cancel) =>
        {
            if (await storages[server % storages.Length].TryDeclareAsync(null, $"server {server}", startsEpoch: false, cancel))
                Interlocked.Increment(ref won);
        });
        Assert.Equal(1, won);
        Assert.StartsWith("server ", await Storage.GetDeclaredAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule_2_a_declaration_starts_an_epoch_only_where_it_says_so()
    {
        await Storage.IncrementVersionAsync("k:1", Cancel);
        var first = await PullAsync(null);
        await Storage.TryDeclareAsync(null, "one", startsEpoch: false, Cancel);
        Assert.Equal(first.Identity.Epoch, (await PullAsync(first.Cursor)).Identity.Epoch);

        await Storage.TryDeclareAsync("one", "two", startsEpoch: true, Cancel);
        var second = await PullAsync(first.Cursor);
        Assert.NotEqual(first.Identity.Epoch, second.Identity.Epoch);
        Assert.True(second.Identity.Base >= first.Identity.Base);
        Assert.Equal("two", await Storage.GetDeclaredAsync(Cancel));
    }

    [Fact]
    public async Task Rule_2_a_new_epoch_keeps_what_is_declared_and_every_node()
    {
        await Storage.TryDeclareAsync(null, "one", startsEpoch: false, Cancel);
        var (before, token, old) = await Storage.UpdateNodeAsync("k:1", "h", Cancel);
        var now = await Storage.NewEpochAsync(Cancel);
        Assert.NotEqual(old.Epoch, now.Epoch);
        Assert.Equal("one", await Storage.GetDeclaredAsync(Cancel));

        var pulled = await PullAsync(null);
        Assert.Equal((now.Epoch, now.Base), (pulled.Identity.Epoch, pulled.Identity.Base));
        Assert.Equal(before, Assert.Single(pulled.Changed));
        var (after, laterToken, identity) = await Storage.IncrementVersionAsync("k:1", Cancel);
        Assert.Equal((2L, now.Epoch), (after.Version, identity.Epoch));
        Assert.True(laterToken > token);
    }

    /// <summary>A base that never rose would leave the versions of a restored storage below those that clients hold.</summary>
    [Fact]
    public async Task Rule_2_the_base_of_a_new_epoch_is_above_the_clock()
    {
        var clock = (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - 60_000) * 1000;
        var first = await Storage.NewEpochAsync(Cancel);
        Assert.True(first.Base > clock, $"{first.Base} is not above {clock}.");
        Assert.True((await Storage.NewEpochAsync(Cancel)).Base >= first.Base);
    }
}
