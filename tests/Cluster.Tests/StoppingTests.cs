namespace Cluster.Tests;

/// <summary>What is left when the cluster was told to stop: nothing.</summary>
public sealed class StoppingTests
{
    [Fact]
    public async Task A_cluster_that_is_told_to_stop_takes_its_processes_with_it()
    {
        using var cluster = await RunningCluster.StartAsync("--servers", "2");
        var servers = cluster.Servers;
        Assert.Equal(2, servers.Count);
        Assert.All(servers, static server => Assert.True(Directory.Exists($"/proc/{server}")));

        Assert.Equal(0, await cluster.StopAsync());

        Assert.All(servers, static server => Assert.False(Directory.Exists($"/proc/{server}")));
        using var http = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(cluster.Address, TestContext.Current.CancellationToken));
    }
}
