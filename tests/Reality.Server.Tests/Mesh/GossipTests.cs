using Microsoft.Extensions.Logging.Abstractions;
using Reality.Server.Hints;
using Reality.Server.Mesh;
using Xunit;

namespace Reality.Server.Tests.Mesh;

/// <summary>The core alone, its messages carried by the test.</summary>
public sealed class GossipTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_burst_costs_one_message_more()
    {
        var net = new Net(2);
        var first = net.Servers[0].SendAsync(new RealityHint("s0", "e", 1), Cancel);
        net.Hold = new TaskCompletionSource();
        var writes = Enumerable.Range(2, 500).Select(token => net.Servers[0].SendAsync(new RealityHint("s0", "e", token), Cancel)).ToArray();
        net.Hold.SetResult();
        await first;
        await Task.WhenAll(writes);

        Assert.Equal(2, net.Messages.Count);
        Assert.Equal(501, net.Messages[^1].News.Single().ServerVersion);
    }

    [Fact]
    public async Task Each_of_twenty_servers_hears_of_a_write_once_and_passes_it_on_once()
    {
        var net = new Net(20);
        await net.Servers[7].SendAsync(new RealityHint("s7", "e", 1), Cancel);
        await Hosting.TestWait.UntilAsync(() => net.Heard.Where((_, server) => server != 7).All(hints => hints.Count > 0), Cancel);
        await Task.Delay(100, Cancel);

        Assert.All(net.Heard.Where((_, server) => server != 7), hints => Assert.Equal([new RealityHint("s7", "e", 1)], hints));
        Assert.InRange(net.Messages.Count, 19, 60);
    }

    [Fact]
    public async Task A_write_with_a_smaller_token_is_news_all_the_same()
    {
        var net = new Net(2);
        await net.Servers[0].SendAsync(new RealityHint("s0", "e", 105), Cancel);
        await net.Servers[0].SendAsync(new RealityHint("s0", "e", 100), Cancel);

        Assert.Equal([105, 100], net.Heard[1].Select(hint => hint.Token));
    }

    [Fact]
    public async Task Peers_that_others_tell_of_are_bounded_in_number()
    {
        var net = new Net(2, options => options.MaxPeers = 5);
        for (var i = 0; i < 100; i++)
        {
            net.Servers[0].Receive(new MeshMessage
            {
                From = "liar",
                Run = "r",
                Peers = [new MeshPeerView { Id = $"p{i}", Url = $"http://10.0.0.{i}", SeenAgoMs = 100 - i }],
                News = [new MeshNews { Server = $"p{i}", Run = "r", Number = 1, Epoch = "e" }],
            });
        }

        await Task.Delay(50, Cancel);
        Assert.InRange(net.Servers[0].Peers.Count, 1, 5);
    }

    [Fact]
    public async Task A_peer_is_healthy_degraded_or_unhealthy_as_it_answers()
    {
        var net = new Net(2) { IsCut = true };
        var states = new List<RealityPeerHealth> { State() };
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<MeshException>(() => net.Servers[0].SendAsync(new RealityHint("s0", "e", i), Cancel));
            states.Add(State());

            // Its call shows that it lives, so no pause stands in the way of the next attempt.
            net.Servers[0].Receive(new MeshMessage { From = "s1", Run = "r", Url = "http://s1" });
        }

        net.IsCut = false;
        await net.Servers[0].SendAsync(new RealityHint("s0", "e", 9), Cancel);
        states.Add(State());

        Assert.Equal([RealityPeerHealth.Unknown, RealityPeerHealth.Degraded, RealityPeerHealth.Degraded, RealityPeerHealth.Unhealthy, RealityPeerHealth.Healthy], states);

        RealityPeerHealth State() => net.Servers[0].Peers.All.Single().Health;
    }

    private sealed class Net : IMeshLink
    {
        private readonly Lock _lock = new();

        public Net(int count, Action<MeshOptions>? configure = null)
        {
            Heard = [.. Enumerable.Range(0, count).Select(_ => new List<RealityHint>())];
            Servers = [.. Enumerable.Range(0, count).Select(server => Create(server, count, configure))];
        }

        public MeshGossip[] Servers { get; }

        public List<RealityHint>[] Heard { get; }

        public List<MeshMessage> Messages { get; } = [];

        public TaskCompletionSource? Hold { get; set; }

        public bool IsCut { get; set; }

        public async Task<MeshMessage> ExchangeAsync(Uri peer, MeshMessage message, CancellationToken cancellationToken)
        {
            lock (_lock)
                Messages.Add(message);

            if (IsCut || !peer.Host.StartsWith('s'))
                throw new HttpRequestException("cut");

            await Task.Yield();
            if (Hold is { } hold)
                await hold.Task;

            return Servers[int.Parse(peer.Host[1..], System.Globalization.CultureInfo.InvariantCulture)].Receive(message);
        }

        private MeshGossip Create(int server, int count, Action<MeshOptions>? configure)
        {
            var options = new MeshOptions { Url = $"http://s{server}" };
            for (var i = 0; i < count; i++)
                options.Peers.Add($"http://s{i}");

            configure?.Invoke(options);
            var gossip = new MeshGossip($"s{server}", options, this, TimeProvider.System, new Random(server), NullLogger<MeshGossip>.Instance);
            _ = gossip.RunAsync(
                hint =>
                {
                    lock (_lock)
                        Heard[server].Add(hint);
                },
                Cancel);
            return gossip;
        }
    }
}
