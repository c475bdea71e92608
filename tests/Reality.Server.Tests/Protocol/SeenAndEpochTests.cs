using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Protocol;

public sealed class SeenAndEpochTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_of_another_epoch_hears_of_all_its_keys()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        var reply = await app.SyncAsync(("chat:room:a", 0));

        var same = await app.PostAsync($$"""{"known":{"chat:room:a":1},"epoch":"{{reply.Epoch}}"}""");
        var other = await app.PostAsync("""{"known":{"chat:room:a":1,"user:x:profile":1},"epoch":"before"}""");

        Assert.Empty(same.Changed);
        Assert.Equal(["chat:room:a"], other.Changed);
        Assert.Equal(["user:x:profile"], other.Refused);
    }

    [Fact]
    public async Task A_version_above_the_servers_is_looked_at_twice_and_counts_as_changed()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        await app.SyncAsync();
        var pulls = app.Storage.Pulls.Count;

        var reply = await app.SyncAsync(("chat:room:a", 10));

        Assert.Equal(1, reply.Version("chat:room:a"));
        Assert.Equal(pulls + 2, app.Storage.Pulls.Count);
    }

    [Fact]
    public async Task A_version_above_the_servers_that_the_second_look_confirms_is_unchanged()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        var cursorless = 0;
        app.Storage.Rewrite = found =>
        {
            // A pull that was answered by someone who lags.
            if (cursorless++ > 0)
                return found;

            app.Notes.SetAsync("a", "text", Cancel).GetAwaiter().GetResult();
            return found;
        };

        Assert.Empty((await app.SyncAsync(("chat:room:a", 2))).Changed);
    }

    [Fact]
    public async Task A_deleted_key_comes_back_once_with_an_empty_hash()
    {
        await using var app = await RunningApp.OnSqliteAsync();
        await app.Notes.SetAsync("a", "text", Cancel);
        var written = (await app.SyncAsync(("chat:room:a", 0))).Version("chat:room:a");
        await app.Storage.DeleteNodeAsync("chat:room:a", Cancel);

        var deleted = await app.SyncAsync(("chat:room:a", written));

        Assert.Equal(written + 1, deleted.Version("chat:room:a"));
        Assert.Equal("", deleted.Hash("chat:room:a"));
        Assert.Empty((await app.SyncAsync(("chat:room:a", written + 1))).Changed);
    }
}
