using Microsoft.Data.Sqlite;
using Xunit;

namespace Reality.Sqlite.Tests.Feed;

/// <summary>Rules 2 and 3e: lives of a file.</summary>
public sealed class EpochTests : SqliteTest
{
    [Fact]
    public async Task Rule_2_the_first_epoch_has_base_0() => Assert.Equal(0, (await Storage.InitializeAsync(Cancel)).Base);

    [Fact]
    public async Task Rule_2_a_new_epoch_has_a_base_of_the_clock_and_voids_every_cursor()
    {
        await PostAsync();
        var before = await PullAsync(null);
        var earliest = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1000;
        var identity = await Storage.NewEpochAsync(Cancel);
        Assert.NotEqual(before.Identity.Epoch, identity.Epoch);
        Assert.InRange(identity.Base, earliest, earliest + 60_000_000);

        var after = await PullAsync(before.Cursor);
        Assert.Equal(identity.Epoch, after.Identity.Epoch);
        Assert.Equal(1, Assert.Single(after.Changed).Version);
        Assert.True(after.Token > before.Token);

        var again = await Storage.NewEpochAsync(Cancel);
        Assert.True(again.Base > identity.Base);
    }

    [Fact]
    public async Task Rule_2_a_base_never_falls_with_the_clock()
    {
        var high = (await Storage.NewEpochAsync(Cancel)).Base;
        using var slow = File.Open(time: new StoppedClock(DateTimeOffset.UnixEpoch.AddDays(1)));
        Assert.Equal(high, (await slow.NewEpochAsync(Cancel)).Base);
    }

    /// <summary>Counterexample: after a restore from 10 to 7 and three writes, "10" would look unchanged.</summary>
    [Fact]
    public async Task Rule_2_a_restored_file_with_a_new_epoch_answers_above_everything_ever_said()
    {
        var copy = Path.Combine(File.Directory, "backup.db");
        for (var write = 0; write < 7; write++)
            await PostAsync();

        await using (var source = OpenForeign())
        await using (var target = new SqliteConnection($"Data Source={copy};Pooling=False"))
        {
            await target.OpenAsync(Cancel);
            source.BackupDatabase(target);
        }

        for (var write = 0; write < 3; write++)
            await PostAsync();

        var said = (await Storage.InitializeAsync(Cancel)).Base + 1 + await VersionAsync();
        var token = await Storage.GetMaxVersionAsync(Cancel);
        using var restored = new SqliteRealityStorage(new SqliteStorageOptions { ConnectionString = $"Data Source={copy}" });
        var identity = await restored.NewEpochAsync(Cancel);
        Assert.True(identity.Base + 1 + (await restored.GetNodeAsync("chat:room:general", Cancel))!.Value.Version > said);
        Assert.True(await restored.GetMaxVersionAsync(Cancel) > token);
    }

    [Fact]
    public async Task Rule_3e_under_NORMAL_another_boot_is_another_epoch()
    {
        var full = await IdentityAsync(SqliteDurability.Full, "boot 1");
        Assert.Equal(full, await IdentityAsync(SqliteDurability.Normal, "boot 1"));
        Assert.Equal(full, await IdentityAsync(SqliteDurability.Normal, "boot 1"));
        var second = await IdentityAsync(SqliteDurability.Normal, "boot 2");
        Assert.NotEqual(full.Epoch, second.Epoch);
        Assert.True(second.Base > full.Base);
        Assert.Equal(second, await IdentityAsync(SqliteDurability.Normal, "boot 2"));

        // A loss of power after NORMAL is noticed also by the FULL that comes after it, once.
        var third = await IdentityAsync(SqliteDurability.Full, "boot 3");
        Assert.NotEqual(second.Epoch, third.Epoch);
        Assert.Equal(third, await IdentityAsync(SqliteDurability.Full, "boot 4"));
    }

    [Fact]
    public async Task Rule_3e_under_FULL_boots_are_nothing_to_the_epoch()
    {
        var first = await IdentityAsync(SqliteDurability.Full, "boot 1");
        Assert.Equal(first, await IdentityAsync(SqliteDurability.Full, "boot 2"));
        Assert.Equal(first, await IdentityAsync(SqliteDurability.Full, null));
    }

    [Fact]
    public async Task Rule_3e_NORMAL_without_a_boot_id_is_refused()
    {
        var refused = await Assert.ThrowsAsync<PlatformNotSupportedException>(() => IdentityAsync(SqliteDurability.Normal, null));
        Assert.Contains("SqliteDurability.Full", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_operating_systems_boot_id_stays_the_same()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has one.");
        Assert.True(Guid.TryParse(Schema.BootId.Read(), out _));
        Assert.Equal(Schema.BootId.Read(), Schema.BootId.Read());
    }

    private async Task<(string Epoch, long Base)> IdentityAsync(SqliteDurability durability, string? boot)
    {
        using var storage = File.Open(options =>
        {
            options.Durability = durability;
            options.ReadBootId = () => boot;
        });
        var identity = await storage.InitializeAsync(Cancel);
        return (identity.Epoch, identity.Base);
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
