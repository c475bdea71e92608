using Reality.Server.Hints;

namespace Reality.Server.Mesh;

/// <summary>
/// What one server of the mesh knows: its peers, the news it heard and what it has yet to pass on. All of it is bounded. Every member
/// holds the lock for itself, and never while it waits.
/// </summary>
internal sealed class MeshState
{
    /// <summary>How many news one message carries; the rest goes with the next.</summary>
    private const int MaxNews = 64;

    private const int MaxTextLength = 128;

    private readonly Lock _lock = new();
    private readonly string _id;
    private readonly string _run;
    private readonly MeshOptions _options;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly PeerTable _peers;
    private readonly NewsTable _news;
    private readonly string? _url;
    private Dictionary<NewsOrigin, HeardNews> _due = [];
    private long _number;
    private string _epoch = "";
    private long _serverVersion;

    public MeshState(string id, MeshOptions options, TimeProvider time, Random random)
    {
        _id = id.Length <= MaxTextLength ? id : id[..MaxTextLength];
        _options = options;
        _time = time;
        _random = random;
        _peers = new PeerTable(options, time, random);

        // One server more than there may be peers, and as many again that were restarted lately.
        _news = new NewsTable(time, (options.MaxPeers + 1) * 2);
        _url = MeshUrl.TryParse(options.Url, out var url) ? MeshUrl.Text(url) : null;
        Span<byte> run = stackalloc byte[8];
        random.NextBytes(run);
        _run = Convert.ToHexStringLower(run);
        Peers = new PeerList(_peers.All, _options.AllowClientUrl);
    }

    /// <summary>The peers as last seen, to be read without waiting.</summary>
    public PeerList Peers { get; private set => Volatile.Write(ref field, value); }

    public IReadOnlyList<MeshPeer> Configured
    {
        get
        {
            lock (_lock)
                return [.. _peers.All.Where(peer => peer.IsConfigured)];
        }
    }

    /// <summary>Takes one's own write.</summary>
    public void Wrote(RealityHint hint)
    {
        lock (_lock)
        {
            _epoch = hint.Epoch;
            _serverVersion = hint.Token;
            var news = new MeshNews { Server = _id, Run = _run, Number = ++_number, Epoch = hint.Epoch, ServerVersion = hint.Token };
            if (_news.TryHear(news, from: null, out var heard))
                _due[heard.Origin] = heard;
        }
    }

    /// <summary>Takes what a message tells.</summary>
    /// <param name="message">The message, whose signature was found right.</param>
    /// <param name="isCall">Whether its sender called, and so shows that it is alive.</param>
    /// <returns>What of it is news.</returns>
    public List<MeshNews> Learn(MeshMessage message, bool isCall)
    {
        var news = new List<MeshNews>();
        lock (_lock)
        {
            if (message.Run == _run)
                return news;

            if (isCall)
                LearnSender(message);

            LearnPeers(message.Peers);
            LearnVersion(message.Epoch, message.ServerVersion);
            var from = MeshUrl.TryParse(message.Url, out var url) ? MeshUrl.Text(url) : null;
            foreach (var item in message.News)
            {
                if (!IsPlausible(item) || !_news.TryHear(item with { Hops = item.Hops + 1 }, from, out var heard))
                    continue;

                LearnVersion(item.Epoch, item.ServerVersion);
                news.Add(item);
                if (heard.News.Hops < NewsTable.MaxHops)
                    _due[heard.Origin] = heard;
            }
        }

        return news;
    }

    /// <summary>The answer to a message: what this server knows and the one who asks may not.</summary>
    public MeshMessage Answer(MeshMessage message)
    {
        lock (_lock)
            return Introduction(message.Url) with { News = _news.Since(message) };
    }

    /// <summary>A message that says who this server is.</summary>
    public MeshMessage Introduce(MeshPeer peer)
    {
        lock (_lock)
            return Introduction(peer.UrlText);
    }

    /// <summary>A message that tells nothing, for one that has yet to prove that it is a server of this mesh.</summary>
    public MeshMessage Greeting() => new() { Run = _run };

    /// <summary>What has to be passed on; from here on it is the caller's to do.</summary>
    public IReadOnlyCollection<HeardNews> TakeDue()
    {
        lock (_lock)
        {
            var due = _due;
            _due = [];
            return due.Values;
        }
    }

    /// <summary>Whom to tell, the preferred ones first.</summary>
    public List<MeshPeer> Candidates()
    {
        lock (_lock)
            return _peers.Candidates();
    }

    /// <summary>Adds to what a peer is to be told.</summary>
    public Delivery Enqueue(MeshPeer peer, IEnumerable<HeardNews> news)
    {
        lock (_lock)
        {
            foreach (var heard in news)
            {
                // Nobody is told what he told, or what he did himself.
                if (heard.From != peer.UrlText && (peer.Id.Length == 0 || heard.News.Server != peer.Id))
                    peer.Pending[heard.Origin] = heard;
            }

            if (peer.Pending.Count == 0)
                return Delivery.Nothing;

            if (peer.IsInFlight)
                return Delivery.Merged;

            peer.IsInFlight = true;
            return Delivery.Begin;
        }
    }

    /// <summary>The next message to a peer, or <see langword="null"/> where there is no more to tell.</summary>
    public MeshMessage? Dequeue(MeshPeer peer)
    {
        lock (_lock)
        {
            if (peer.Pending.Count == 0 || peer.IsSelf)
            {
                peer.Pending.Clear();
                peer.IsInFlight = false;
                return null;
            }

            HeardNews[] told = [.. peer.Pending.Values.Take(MaxNews)];
            foreach (var heard in told)
                peer.Pending.Remove(heard.Origin);

            return Introduction(peer.UrlText) with { News = [.. told.Select(heard => heard.News)] };
        }
    }

    /// <summary>A peer answered.</summary>
    public void Answered(MeshPeer peer, MeshMessage answer, TimeSpan latency)
    {
        lock (_lock)
        {
            var before = (peer.Health, peer.ClientUrl, peer.IsSelf);
            peer.Answered(_time.GetTimestamp(), late: latency > _options.DegradedLatency);
            peer.IsSelf = answer.Run == _run;
            Describe(peer, answer.From, answer.ClientUrl, answer.ServerVersion);
            if (before != (peer.Health, peer.ClientUrl, peer.IsSelf))
                Publish();
        }
    }

    /// <summary>A peer did not answer.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="isTrusted"><see langword="false"/> where something answered that does not know the secret.</param>
    public void Failed(MeshPeer peer, bool isTrusted)
    {
        lock (_lock)
        {
            peer.Failed(_time.GetTimestamp(), _time, _random);
            peer.Pending.Clear();
            peer.IsInFlight = false;
            if (isTrusted)
                _peers.Expire(peer);
            else if (peer.IsProven)
                peer.Doubt();
            else
                _peers.Refuse(peer);

            Publish();
        }
    }

    private MeshMessage Introduction(string? to) => new()
    {
        From = _id,
        Run = _run,
        Url = _url,
        ClientUrl = _options.ClientUrl,
        Epoch = _epoch,
        ServerVersion = _serverVersion,
        Peers = _peers.Tell(to),
    };

    private void LearnSender(MeshMessage message)
    {
        var now = _time.GetTimestamp();
        if (_peers.Learn(message.Url, now) is not { } sender)
            return;

        sender.Called(now);
        Describe(sender, message.From, message.ClientUrl, message.ServerVersion);
    }

    private void LearnPeers(IReadOnlyList<MeshPeerView> views)
    {
        var now = _time.GetTimestamp();
        foreach (var view in views)
        {
            if (view is null || view.SeenAgoMs < 0 || view.SeenAgoMs > _options.PeerExpiry.TotalMilliseconds)
                continue;

            var seenAt = now - (long)(view.SeenAgoMs / 1000d * _time.TimestampFrequency);
            if (_peers.Learn(view.Url, seenAt) is not { } peer)
                continue;

            peer.SeenAlive(seenAt);
            if (peer.Id.Length == 0)
                Describe(peer, view.Id, view.ClientUrl, view.ServerVersion);
        }
    }

    private static void Describe(MeshPeer peer, string id, string? clientUrl, long serverVersion)
    {
        peer.Id = id.Length <= MaxTextLength ? id : "";
        peer.ClientUrl = MeshUrl.TryParse(clientUrl, out var url) ? MeshUrl.Text(url) : null;
        peer.ServerVersion = Math.Max(serverVersion, 0);
    }

    private void LearnVersion(string epoch, long serverVersion)
    {
        if (epoch == _epoch)
            _serverVersion = Math.Max(_serverVersion, serverVersion);
    }

    private bool IsPlausible(MeshNews? news) =>
        news is { Server.Length: > 0 and <= MaxTextLength, Run.Length: > 0 and <= MaxTextLength, Epoch.Length: <= MaxTextLength }
        && news is { Number: > 0, ServerVersion: >= 0, Hops: >= 0 and < NewsTable.MaxHops }
        && news.Run != _run;

    private void Publish() => Peers = new PeerList(_peers.All, _options.AllowClientUrl);
}

/// <summary>What became of news that a peer is to be told.</summary>
internal enum Delivery
{
    /// <summary>It knows all of it.</summary>
    Nothing,

    /// <summary>A message to it is under way; the news goes with the next.</summary>
    Merged,

    /// <summary>The caller sends.</summary>
    Begin,
}
