using System.Diagnostics;
using Reality.Server.Storage;
using Xunit;

namespace Reality.Sqlite.Tests.Processes;

/// <summary>Rule 4b with owners in processes of their own, which are killed and paused between mark, write and settle.</summary>
public sealed class Rule4bTests
{
    private const string Key = "counter:elsewhere";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rule_4b_a_write_that_nothing_disturbs_bumps_once()
    {
        using var file = new DatabaseFile();
        using var storage = file.Open();
        using var owner = await BeginAsync(file, "heed");
        owner.Write("write");
        Assert.Equal("written", await owner.ReadAsync(Cancel));
        Assert.Equal(0, await VersionAsync(storage));
        owner.Write("settle");
        Assert.Equal("settled", await owner.ReadAsync(Cancel));
        Assert.Equal(1, await VersionAsync(storage));
        Assert.False(await IsOverdueAsync(storage, TimeSpan.FromSeconds(1.5)));
    }

    [Fact]
    public async Task Rule_4b_an_owner_killed_between_write_and_settle_is_settled_by_others()
    {
        using var file = new DatabaseFile();
        using var storage = file.Open();
        using var owner = await BeginAsync(file, "heed");
        owner.Write("write");
        Assert.Equal("written", await owner.ReadAsync(Cancel));
        await owner.KillAsync(Cancel);

        Assert.Equal("written", await File.ReadAllTextAsync(DataOf(file), Cancel));
        Assert.Equal(0, await VersionAsync(storage));
        await SettleWhenOverdueAsync(storage);
        Assert.Equal(1, await VersionAsync(storage));
    }

    [Fact]
    public async Task Rule_4b_an_owner_killed_before_it_wrote_costs_one_bump_too_many()
    {
        using var file = new DatabaseFile();
        using var storage = file.Open();
        using var owner = await BeginAsync(file, "heed");
        await owner.KillAsync(Cancel);

        Assert.False(File.Exists(DataOf(file)));
        await SettleWhenOverdueAsync(storage);
        Assert.Equal(1, await VersionAsync(storage));
    }

    [Fact]
    public async Task Rule_4b_an_owner_paused_past_its_deadline_does_not_write_if_it_checks()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pausing a process takes signals.");
        using var file = new DatabaseFile();
        using var storage = file.Open();
        using var owner = await BeginAsync(file, "heed");
        await SignalAsync(owner, "STOP");
        await SettleWhenOverdueAsync(storage);
        await SignalAsync(owner, "CONT");

        // Its clock goes on with it; the deadline is behind it.
        await Task.Delay(300, Cancel);
        owner.Write("write");
        Assert.Equal("late", await owner.ReadAsync(Cancel));
        Assert.False(File.Exists(DataOf(file)));
    }

    [Fact]
    public async Task Rule_4b_an_owner_that_writes_after_its_deadline_and_dies_is_told_of_by_the_mark_that_was_kept()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pausing a process takes signals.");
        using var file = new DatabaseFile();
        using var storage = file.Open();
        using var owner = await BeginAsync(file, "ignore");
        await SignalAsync(owner, "STOP");
        await SettleWhenOverdueAsync(storage);
        Assert.Equal(1, await VersionAsync(storage));
        await SignalAsync(owner, "CONT");
        owner.Write("write");
        Assert.Equal("written", await owner.ReadAsync(Cancel));
        await owner.KillAsync(Cancel);

        // Nobody is left to settle, and the data is newer than version 1.
        await SettleWhenOverdueAsync(storage);
        Assert.Equal(2, await VersionAsync(storage));
    }

    private static string DataOf(DatabaseFile file) => Path.Combine(file.Directory, "data.txt");

    private static async Task<WorkerProcess> BeginAsync(DatabaseFile file, string deadline)
    {
        var owner = new WorkerProcess("elsewhere", file.Path, DataOf(file), deadline);
        Assert.Equal("begun", await owner.ReadAsync(Cancel));
        return owner;
    }

    private static async Task SignalAsync(WorkerProcess owner, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{owner.Id}"]);
        await kill.WaitForExitAsync(Cancel);
        Assert.Equal(0, kill.ExitCode);
    }

    private static async Task<long> VersionAsync(SqliteRealityStorage storage) =>
        (await storage.GetNodeAsync(Key, Cancel))?.Version ?? 0;

    private static async Task SettleWhenOverdueAsync(SqliteRealityStorage storage)
    {
        Assert.True(await IsOverdueAsync(storage, TimeSpan.FromSeconds(30)), "The mark did not fall due.");
        Assert.Equal(1, await storage.SettleOverdueAsync(TimeSpan.FromHours(24), Cancel));
    }

    /// <summary>Pulls as a server does that is asked now and then, while nobody else writes.</summary>
    private static async Task<bool> IsOverdueAsync(SqliteRealityStorage storage, TimeSpan wait)
    {
        StorageCursor? cursor = null;
        for (var started = DateTime.UtcNow; DateTime.UtcNow - started < wait;)
        {
            var pulled = await storage.ListChangedSinceAsync(cursor, [], int.MaxValue, Cancel);
            if (pulled.HasOverdueMarks)
                return true;

            cursor = pulled.Cursor;
            await Task.Delay(20, Cancel);
        }

        return false;
    }
}
