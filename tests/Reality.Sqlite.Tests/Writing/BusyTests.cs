using System.Diagnostics;
using Dapper;
using Xunit;

namespace Reality.Sqlite.Tests.Writing;

/// <summary>Another writer holds the file.</summary>
public sealed class BusyTests : SqliteTest
{
    [Fact]
    public async Task A_write_waits_for_a_foreign_writer()
    {
        await using var foreign = OpenForeign();
        await foreign.ExecuteAsync("begin immediate; update rooms set messages = 10");
        var write = PostAsync();
        await Task.Delay(300, Cancel);
        Assert.False(write.IsCompleted);

        // Readers and pulls do not wait.
        Assert.Empty((await PullAsync(null)).Changed);
        Assert.Equal(0, await MessagesAsync());

        await foreign.ExecuteAsync("commit");
        await write;
        Assert.Equal((11, 1), (await MessagesAsync(), await VersionAsync()));
    }

    [Fact]
    public async Task A_write_that_waits_too_long_fails_and_says_what_to_do()
    {
        using var storage = File.Open(options => options.BusyTimeout = TimeSpan.FromMilliseconds(300));
        await storage.InitializeAsync(Cancel);
        await using var foreign = OpenForeign();
        await foreign.ExecuteAsync("begin immediate");

        var watch = Stopwatch.StartNew();
        var busy = await Assert.ThrowsAsync<RealitySqliteException>(async () => await storage.IncrementVersionAsync("k:1", Cancel));
        Assert.InRange(watch.ElapsedMilliseconds, 250, 5000);
        Assert.Equal(RealitySqliteError.Busy, busy.Error);
        Assert.Contains(File.Path, busy.Message, StringComparison.Ordinal);
        Assert.Contains("BusyTimeout", busy.Message, StringComparison.Ordinal);

        await foreign.ExecuteAsync("rollback");
        Assert.Equal(1, (await storage.IncrementVersionAsync("k:1", Cancel)).Node.Version);
    }

    [Fact]
    public async Task A_write_behind_a_long_one_of_the_same_process_fails_alike()
    {
        using var storage = File.Open(options => options.BusyTimeout = TimeSpan.FromMilliseconds(200));
        await using (await storage.BeginAsync(Cancel))
        {
            var busy = await Assert.ThrowsAsync<RealitySqliteException>(async () => await storage.IncrementVersionAsync("k:1", Cancel));
            Assert.Equal(RealitySqliteError.Busy, busy.Error);
        }

        Assert.Equal(1, (await storage.IncrementVersionAsync("k:1", Cancel)).Node.Version);
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        await using var foreign = OpenForeign();
        await foreign.ExecuteAsync("begin immediate");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var first = Storage.IncrementVersionAsync("k:1", cancel.Token).AsTask();
        var second = Storage.IncrementVersionAsync("k:1", cancel.Token).AsTask();
        await Task.Delay(100, Cancel);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        await foreign.ExecuteAsync("rollback");
        Assert.Equal(1, (await Storage.IncrementVersionAsync("k:1", Cancel)).Node.Version);
    }

    [Fact]
    public async Task Starting_waits_for_a_foreign_writer_too()
    {
        await using var foreign = OpenForeign();
        await foreign.ExecuteAsync("begin immediate");
        using var storage = File.Open();
        var starting = storage.InitializeAsync(Cancel).AsTask();
        await Task.Delay(100, Cancel);
        await foreign.ExecuteAsync("rollback");
        Assert.Equal((await Storage.InitializeAsync(Cancel)).Epoch, (await starting).Epoch);
    }
}
