using Reality.Server.Storage;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Families;

/// <summary>Rule 2: releases that declare other templates over the same keys.</summary>
public sealed class ReleaseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>With the bumps of its own template's family alone, the key would go from 9 back to 4.</summary>
    [Fact]
    public async Task Rule_2_versions_do_not_drop_where_another_template_takes_a_key_over()
    {
        const string Key = "chat:room:general";
        await using var old = await RunningApp.OnSqliteAsync(services: Release.Of("chat:room:<id>"));
        await BumpAsync(old, Key, 3);
        await BumpAsync(old, "chat:room:*", 5);
        Assert.Equal(9, (await old.SyncAsync((Key, 0))).Version(Key));

        await using var next = await old.StartAnotherAsync(services: Release.Of("chat:<kind>:general"));
        var own = await next.Storage.GetNodeAsync(Key, Cancel);
        var family = await next.Storage.GetNodeAsync("chat:*:general", Cancel);
        Assert.Equal(4, 1 + own!.Value.Version + (family?.Version ?? 0));

        var taken = await next.SyncAsync((Key, 0));
        Assert.Equal(9, taken.Version(Key));
        Assert.Equal((await old.SyncAsync((Key, 0))).Epoch, taken.Epoch);

        // Either release's family reaches the key, on servers of both.
        await BumpAsync(next, "chat:*:general", 1);
        Assert.Equal((10, 10), (await VersionAsync(old, Key), await VersionAsync(next, Key)));
        await BumpAsync(old, "chat:room:*", 1);
        Assert.Equal((11, 11), (await VersionAsync(old, Key), await VersionAsync(next, Key)));
    }

    [Fact]
    public async Task Rule_2_a_release_that_merges_families_starts_one_epoch_and_no_more()
    {
        string[] before = ["chat:room:<id>", "chat:user:<id>"];
        await using var old = await RunningApp.OnSqliteAsync(services: Release.Of(before));
        await old.Storage.UpdateNodeAsync(new StorageBump("chat:room:all", "chat:room:*"), "hash", Cancel);
        await BumpAsync(old, "chat:room:*", 1);
        await BumpAsync(old, "chat:user:*", 7);
        var first = await old.SyncAsync(("chat:room:all", 0), ("chat:user:all", 0), ("chat:room:x", 0));

        await using var next = await old.StartAnotherAsync(services: Release.Of("chat:<kind>:all"));
        var second = await next.SyncAsync(("chat:room:all", 0), ("chat:user:all", 0));
        Assert.NotEqual(first.Epoch, second.Epoch);
        foreach (var key in (string[])["chat:room:all", "chat:user:all"])
            Assert.True(second.Version(key) > first.Version(key));

        // The hash was stored with no bump of its family, and the family that it counts with now has none of its own either.
        Assert.StartsWith("!", second.Hash("chat:room:all"), StringComparison.Ordinal);

        // The old release runs on, and tells the same; its families reach the keys of both.
        await AgreeAsync(old, next);
        foreach (var family in (string[])["chat:room:*", "chat:user:*"])
        {
            var last = await VersionAsync(next, "chat:user:all");
            await BumpAsync(old, family, 1);
            Assert.Equal(last + 1, await VersionAsync(next, "chat:user:all"));
            await AgreeAsync(old, next);
        }

        // Servers of both releases restart in turn.
        await using var oldAgain = await old.StartAnotherAsync(services: Release.Of(before));
        await using var nextAgain = await old.StartAnotherAsync(services: Release.Of("chat:<kind>:all"));
        Assert.Equal(second.Epoch, (await oldAgain.SyncAsync()).Epoch);
        Assert.Equal(second.Epoch, (await nextAgain.SyncAsync()).Epoch);
        await AgreeAsync(oldAgain, nextAgain);
    }

    [Fact]
    public async Task Rule_2_templates_that_come_and_go_start_no_epoch()
    {
        await using var first = await RunningApp.OnSqliteAsync(services: Release.Of("chat:room:<id>"));
        await BumpAsync(first, "chat:room:*", 2);
        var epoch = (await first.SyncAsync()).Epoch;
        foreach (var templates in (string[][])[["user:<id>:profile", "chat:room:<id>"], ["user:<id>:profile"], ["chat:room:<id>"], ["chat:room:<number>", "chat:room:lobby"]])
        {
            await using var release = await first.StartAnotherAsync(services: Release.Of(templates));
            Assert.Equal(epoch, (await release.SyncAsync()).Epoch);
        }

        await using var last = await first.StartAnotherAsync(services: Release.Of("chat:room:lobby"));
        Assert.Equal(3, (await last.SyncAsync(("chat:room:lobby", 0))).Version("chat:room:lobby"));
    }

    [Fact]
    public async Task Rule_2_many_servers_of_two_releases_start_at_once()
    {
        await using var first = await RunningApp.OnSqliteAsync(services: Release.Of("chat:room:<id>", "chat:user:<id>"));
        await BumpAsync(first, "chat:room:*", 2);
        var before = await first.SyncAsync(("chat:room:all", 0));
        var servers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Task.Run(
            () => first.StartAnotherAsync(services: number % 2 == 0 ? Release.Of("chat:<kind>:all") : Release.Of("chat:room:<id>", "chat:user:<id>")), Cancel)));
        try
        {
            var replies = await Task.WhenAll(servers.Append(first).Select(server => server.SyncAsync(("chat:room:all", 0))));
            Assert.Single(replies.Select(reply => (reply.Epoch, reply.Version("chat:room:all"))).Distinct());
            Assert.True(replies[0].Version("chat:room:all") > before.Version("chat:room:all"));
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();
        }
    }

    /// <summary>A detached write is under way while a release merges families, and its server dies in it.</summary>
    [Theory]
    [InlineData("chat:room:*")]
    [InlineData("chat:user:*")]
    public async Task Rule_4b_a_mark_of_a_family_that_was_merged_meanwhile_reaches_its_keys(string family)
    {
        var limit = TimeSpan.FromMilliseconds(1_500);
        await using var old = await RunningApp.OnSqliteAsync(services: Release.Of("chat:room:<id>", "chat:user:<id>"));
        await BumpAsync(old, "chat:room:*", 2);
        await old.Storage.MarkAsync([new StorageBump(family)], limit, Cancel);
        await using var next = await old.StartAnotherAsync(services: Release.Of("chat:<kind>:all"));
        var before = await VersionAsync(next, "chat:user:all");

        await Task.Delay(limit, Cancel);

        Assert.True(await VersionAsync(next, "chat:user:all") > before);
        Assert.True(await VersionAsync(next, "chat:room:all") > before);
        await AgreeAsync(old, next);
    }

    private static async Task AgreeAsync(RunningApp one, RunningApp other)
    {
        foreach (var key in (string[])["chat:room:all", "chat:user:all"])
            Assert.Equal(await VersionAsync(one, key), await VersionAsync(other, key));
    }

    private static async Task BumpAsync(RunningApp app, string key, int times)
    {
        for (var time = 0; time < times; time++)
            await app.Reality.UpdateNodeAsync(key, cancellationToken: Cancel);
    }

    private static async Task<long> VersionAsync(RunningApp app, string key) => (await app.SyncAsync((key, 0))).Version(key);
}
