using Reality.Processes.Network;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Mesh;

public sealed class ClusterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Regression_peers_were_never_contacted()
    {
        await using var cluster = await MeshCluster.StartAsync(3);
        for (var server = 0; server < 3; server++)
            await cluster.SeesAsync(server, "a");

        await cluster.Apps[0].Notes.SetAsync("a", "text", Cancel);

        await cluster.UntilSeenAsync(1, "a", 2);
        await cluster.UntilSeenAsync(2, "a", 2);
        Assert.InRange(cluster.Messages, 2, 6);
    }

    [Fact]
    public async Task Regression_one_update_echoed_between_three_servers_for_ever()
    {
        await using var cluster = await MeshCluster.StartAsync(3);
        var before = await cluster.UntilQuietAsync();

        await cluster.Apps[1].Notes.SetAsync("a", "text", Cancel);
        await cluster.UntilSeenAsync(0, "a", 2);
        var after = await cluster.UntilQuietAsync();

        // The writer tells both others, and each of them at most the other one.
        Assert.InRange(after - before, 2, 4);
    }

    [Fact]
    public async Task No_traffic_without_writes()
    {
        await using var cluster = await MeshCluster.StartAsync(3);
        var before = await cluster.UntilQuietAsync();

        for (var server = 0; server < 3; server++)
            await cluster.Apps[server].SyncAsync(("chat:room:a", 0));
        await Task.Delay(500, Cancel);

        Assert.Equal(before, cluster.Messages);
    }

    [Fact]
    public async Task Servers_that_share_one_peer_learn_of_each_other_and_clients_are_told()
    {
        await using var cluster = await MeshCluster.StartAsync(3, (server, options, urls) => options.Peers.Add(urls[0]));
        for (var i = 0; cluster.Gossip(1).Peers.HealthyCount < 2 || cluster.Gossip(2).Peers.HealthyCount < 2; i++)
        {
            Assert.True(i < 100, "They never learned of each other.");
            await cluster.Apps[i % 3].Notes.SetAsync("a", $"{i}", Cancel);
            await Task.Delay(50, Cancel);
        }

        var peers = (await cluster.Apps[2].SyncAsync()).Json["mesh"]!["peers"]!.AsArray().Select(peer => (string)peer!).Order();
        Assert.Equal(new[] { cluster.Urls[0], cluster.Urls[1] }.Order(), peers);
    }

    [Fact]
    public async Task A_server_that_dies_is_noticed_logged_once_and_holds_up_nobody()
    {
        await using var cluster = await MeshCluster.StartAsync(3);
        await cluster.Apps[0].Notes.SetAsync("a", "text", Cancel);
        await cluster.UntilSeenAsync(1, "a", 2);
        var dead = cluster.Apps[2];
        cluster.Apps.RemoveAt(2);
        await dead.DisposeAsync();

        for (var version = 3; version < 30; version++)
        {
            await cluster.Apps[0].Notes.SetAsync("a", $"text {version}", Cancel);
            await cluster.UntilSeenAsync(1, "a", version);
        }

        Assert.Equal([cluster.Urls[1]], cluster.Gossip(0).Peers.Healthy);
        Assert.True(cluster.Gossip(0).IsConnected);
        Assert.InRange(cluster.Log.Count($"{cluster.Urls[2]} does not answer"), 0, 2);
    }

    [Fact]
    public async Task With_every_peer_dead_everything_is_right_and_only_slower()
    {
        var dead = $"http://127.0.0.1:{Loopback.FreePort()}";
        await using var cluster = await MeshCluster.StartAsync(2, (_, options, _) => options.Peers.Add(dead), staleness: TimeSpan.Zero);

        for (var version = 2; version < 8; version++)
        {
            await cluster.Apps[0].Notes.SetAsync("a", $"text {version}", Cancel);
            Assert.Equal(version, (await cluster.Apps[1].SyncAsync(("chat:room:a", 0))).Version("chat:room:a"));
        }

        // Nothing wakes it: what makes it right is that it looks again at its end.
        var held = cluster.Apps[1].PostAsync("""{"known":{"chat:room:a":7},"wait":1500}""");
        await Task.Delay(300, Cancel);
        await cluster.Apps[0].Notes.SetAsync("a", "last", Cancel);
        Assert.Equal(8, (await held).Version("chat:room:a"));

        Assert.InRange(cluster.Log.Count("cannot be sent by mesh"), 0, 2);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await cluster.Apps[0].GetAsync("/reality/health")).Status);
    }
}
