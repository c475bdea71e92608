using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Mesh;

/// <summary>Which addresses of its peers a server tells to clients.</summary>
public sealed class ClientUrlTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clients_are_told_the_public_address_of_a_peer_once()
    {
        await using var cluster = await MeshCluster.StartAsync(3, (server, options, urls) =>
        {
            options.ClientUrl = "https://app.example/";
            Array.ForEach(urls, options.Peers.Add);
        });

        await UntilAllAnsweredAsync(cluster);

        Assert.Equal("""["https://app.example"]""", await PeersAsync(cluster, ""));
        Assert.Equal("""{"https://app.example":"healthy"}""", await PeersAsync(cluster, ",\"clientId\":\"x\",\"mode\":\"native\""));
    }

    [Fact]
    public async Task Clients_are_told_no_address_that_the_configuration_does_not_allow()
    {
        await using var cluster = await MeshCluster.StartAsync(3, (server, options, urls) =>
        {
            // The second has no public address; its inner one stays inside.
            options.ClientUrl = server == 2 ? "https://two.example" : null;
            options.AllowClientUrl = url => url.Scheme == Uri.UriSchemeHttps;
            Array.ForEach(urls, options.Peers.Add);
        });

        await UntilAllAnsweredAsync(cluster);

        Assert.Equal("""["https://two.example"]""", await PeersAsync(cluster, ""));
        Assert.Equal("""{"https://two.example":"healthy"}""", await PeersAsync(cluster, ",\"clientId\":\"x\",\"mode\":\"native\""));
        Assert.Equal(2, cluster.Gossip(0).Peers.HealthyCount);
    }

    private static async Task UntilAllAnsweredAsync(MeshCluster cluster)
    {
        await cluster.Apps[0].Notes.SetAsync("a", "text", Cancel);
        await TestWait.UntilAsync(() => cluster.Gossip(0).Peers.HealthyCount == 2, Cancel);
    }

    private static async Task<string> PeersAsync(MeshCluster cluster, string dialect) =>
        (await cluster.Apps[0].PostAsync($$$"""{"known":{}{{{dialect}}}}""")).Json["mesh"]!["peers"]!.ToJsonString();
}
