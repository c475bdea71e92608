using Microsoft.Extensions.DependencyInjection;
using Reality.Server.Storage;
using Reality.Server.Tests.Hosting;
using Reality.Server.Weaving;
using Xunit;

namespace Reality.Server.Tests.Payloads;

public sealed class ParallelReadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_side_by_side_in_a_snapshot_take_turns_and_see_one_moment()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        await app.Notes.SetAsync("a", "before", Cancel);
        await app.Notes.SetAsync("b", "before", Cancel);
        var storage = app.Services.GetRequiredService<IRealityStorage>();
        var ambient = app.Services.GetRequiredService<Ambient>();
        await using var opened = await storage.OpenSnapshotAsync(Cancel);
        await opened.GetNodesAsync(["chat:room:a"], Cancel);
        var snapshot = new ReadSnapshot(opened, "test", null);

        // Another request writes while the snapshot is open.
        await app.Notes.SetAsync("a", "after", Cancel);
        await app.Notes.SetAsync("b", "after", Cancel);
        ambient.Current = snapshot.Root;
        var both = await Task.WhenAll(app.Notes.GetAsync("a", Cancel), app.Notes.GetAsync("b", Cancel));
        var nested = await app.Reality.ReadAsync(
            async (_, token) => await Task.WhenAll(app.Notes.GetAsync("a", token), app.Notes.GetAsync("b", token)),
            Cancel);
        await snapshot.EndAsync();

        Assert.All([.. both, .. nested], note => Assert.Equal("before", note!.Text));
        Assert.Equal("after", (await app.Notes.GetAsync("a", Cancel))!.Text);
    }
}
