using System.Net;
using System.Net.Sockets;
using System.Text;
using Reality.Server.Tests.Hosting;
using Xunit;

namespace Reality.Server.Tests.Mesh;

public sealed class InjectedGossipTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Regression_injected_gossip_made_a_server_call_any_URL()
    {
        using var victim = new Victim();
        await using var cluster = await MeshCluster.StartAsync(1);
        using var unsigned = new HttpRequestMessage(HttpMethod.Post, "/reality/mesh")
        {
            Content = new StringContent(Gossip(victim.Url), Encoding.UTF8, "application/json"),
        };

        Assert.Equal(HttpStatusCode.Unauthorized, (await cluster.Apps[0].SendAsync(unsigned)).Status);
        await WriteAsync(cluster);

        Assert.Empty(victim.Requests);
    }

    [Fact]
    public async Task What_a_liar_with_the_secret_names_is_told_nothing_and_called_once()
    {
        using var victim = new Victim();
        await using var cluster = await MeshCluster.StartAsync(1);

        Assert.Equal(HttpStatusCode.OK, (await cluster.Apps[0].SendAsync(new SignedRequest { Body = Gossip(victim.Url) }.ToMessage())).Status);
        await WriteAsync(cluster);

        var request = Assert.Single(victim.Requests);
        Assert.DoesNotContain("server-0", request, StringComparison.Ordinal);
        Assert.DoesNotContain(cluster.Urls[0], request.Split("\r\n\r\n")[1], StringComparison.Ordinal);
        Assert.Equal(0, cluster.Gossip(0).Peers.Count);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("gopher://127.0.0.1:70/")]
    [InlineData("http://user:password@127.0.0.1/")]
    [InlineData("http://127.0.0.1/?a=b")]
    [InlineData("http://127.0.0.1/#part")]
    [InlineData("//127.0.0.1/")]
    [InlineData("127.0.0.1:80")]
    [InlineData("")]
    public async Task What_is_no_plain_http_URL_is_no_peer(string url)
    {
        await using var cluster = await MeshCluster.StartAsync(1);

        Assert.Equal(HttpStatusCode.OK, (await cluster.Apps[0].SendAsync(new SignedRequest { Body = Gossip(url) }.ToMessage())).Status);

        await WriteAsync(cluster);
        Assert.Equal(0, cluster.Gossip(0).Peers.Count);
        Assert.Equal(0, cluster.Log.Count("does not answer"));
    }

    [Fact]
    public async Task Redirects_are_not_followed()
    {
        using var target = new Victim();
        using var redirecting = new Victim($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {target.Url}/reality/mesh\r\nContent-Length: 0\r\n\r\n");
        await using var cluster = await MeshCluster.StartAsync(1, (_, options, _) => options.Peers.Add(redirecting.Url));

        await WriteAsync(cluster);

        Assert.NotEmpty(redirecting.Requests);
        Assert.Empty(target.Requests);
    }

    private static string Gossip(string url) =>
        $$"""{"from":"other","run":"r1","serverVersion":1,"peers":[{"id":"victim","url":"{{url}}","serverVersion":1,"health":"healthy","seenAgoMs":0}]}""";

    private static async Task WriteAsync(MeshCluster cluster)
    {
        for (var i = 0; i < 10; i++)
        {
            await cluster.Apps[0].Notes.SetAsync("a", $"{i}", Cancel);
            await Task.Delay(50, Cancel);
        }
    }

    /// <summary>A web server that is no part of the mesh.</summary>
    private sealed class Victim : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly string _response;
        private readonly List<string> _requests = [];

        public Victim(string response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        {
            _response = response;
            _listener.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
            _ = AcceptAsync();
        }

        public string Url { get; }

        public string[] Requests
        {
            get
            {
                lock (_requests)
                    return [.. _requests];
            }
        }

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync(Cancel);
                    var buffer = new byte[65_536];
                    var length = 0;
                    while (!Encoding.UTF8.GetString(buffer, 0, length).EndsWith('}'))
                    {
                        var read = await client.GetStream().ReadAsync(buffer.AsMemory(length), Cancel);
                        if (read == 0)
                            break;

                        length += read;
                    }

                    lock (_requests)
                        _requests.Add(Encoding.UTF8.GetString(buffer, 0, length));

                    await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(_response), Cancel);
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException or IOException)
            {
            }
        }
    }
}
