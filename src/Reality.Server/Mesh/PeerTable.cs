using Reality.Server.Hints;

namespace Reality.Server.Mesh;

/// <summary>The peers that a server knows: a bounded number. Guarded by the lock of the gossip that owns it.</summary>
internal sealed class PeerTable
{
    /// <summary>How many peers a message tells of.</summary>
    private const int MaxTold = 16;

    /// <summary>How many URLs that turned out to be no servers of this mesh are remembered as such.</summary>
    private const int MaxRefused = 256;

    private static readonly TimeSpan RefusedFor = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, MeshPeer> _peers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _refused = new(StringComparer.Ordinal);
    private readonly MeshOptions _options;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly string? _self;

    public PeerTable(MeshOptions options, TimeProvider time, Random random)
    {
        _options = options;
        _time = time;
        _random = random;
        _self = MeshUrl.TryParse(options.Url, out var self) ? MeshUrl.Text(self) : null;
        foreach (var peer in options.Peers)
        {
            if (MeshUrl.TryParse(peer, out var url) && MeshUrl.Text(url) != _self)
                _peers.TryAdd(MeshUrl.Text(url), new MeshPeer(MeshUrl.Text(url), isConfigured: true));
        }
    }

    public IReadOnlyCollection<MeshPeer> All => _peers.Values;

    /// <summary>A peer by its URL as somebody tells it, added where it is unknown, allowed and there is room.</summary>
    public MeshPeer? Learn(string? text, long seenAt)
    {
        if (!MeshUrl.TryParse(text, out var url))
            return null;

        var key = MeshUrl.Text(url);
        if (_peers.TryGetValue(key, out var known))
            return known;

        if (key == _self || IsRefused(key) || !_options.AllowPeer(url) || !MakeRoom(seenAt))
            return null;

        var peer = new MeshPeer(key, isConfigured: false);
        _peers.Add(key, peer);
        return peer;
    }

    /// <summary>Forgets a peer that is no server of this mesh, and does not learn it again soon. What was configured stays.</summary>
    public void Refuse(MeshPeer peer)
    {
        if (peer.IsConfigured)
            return;

        _peers.Remove(peer.UrlText);
        if (_refused.Count == MaxRefused)
            _refused.Remove(_refused.MinBy(entry => entry.Value).Key);

        _refused[peer.UrlText] = _time.GetTimestamp();
    }

    /// <summary>Forgets a learned peer that does not answer and that nobody has seen for long.</summary>
    public void Expire(MeshPeer peer)
    {
        if (!peer.IsConfigured && peer.Failures > 0 && IsOld(peer.SeenAt))
            _peers.Remove(peer.UrlText);
    }

    /// <summary>
    /// Whom to tell, in the order of preference: first the neighbour, the next URL in ordinal order with the last followed by the first;
    /// then all others as drawn. The neighbours form a ring, so that news reaches everyone and not merely most, as with draws alone.
    /// </summary>
    public List<MeshPeer> Candidates()
    {
        var now = _time.GetTimestamp();
        var candidates = new List<MeshPeer>(_peers.Count);
        foreach (var peer in _peers.Values)
        {
            if (!peer.IsSelf && peer.RetryAt <= now)
                candidates.Add(peer);
        }

        if (candidates.Count < 2)
            return candidates;

        var drawn = candidates.ToArray();
        _random.Shuffle(drawn);
        var neighbour = Array.IndexOf(drawn, Neighbour(drawn));
        (drawn[0], drawn[neighbour]) = (drawn[neighbour], drawn[0]);
        return [.. drawn];
    }

    /// <summary>Some of the peers, for others to know: those that gave a sign of life lately.</summary>
    public List<MeshPeerView> Tell(string? to)
    {
        var alive = _peers.Values
            .Where(peer => peer is { MayBeTold: true, IsSelf: false } && !IsOld(peer.SeenAt) && peer.UrlText != to)
            .ToArray();
        _random.Shuffle(alive);
        return [.. alive.Take(MaxTold).Select(View)];
    }

    private MeshPeerView View(MeshPeer peer) => new()
    {
        Id = peer.Id,
        Url = peer.UrlText,
        ClientUrl = peer.ClientUrl,
        ServerVersion = peer.ServerVersion,
        Health = peer.Health.ToText(),
        SeenAgoMs = (long)_time.GetElapsedTime(peer.SeenAt).TotalMilliseconds,
    };

    private MeshPeer Neighbour(IReadOnlyList<MeshPeer> peers)
    {
        MeshPeer? first = null;
        MeshPeer? next = null;
        foreach (var peer in peers)
        {
            if (first is null || string.CompareOrdinal(peer.UrlText, first.UrlText) < 0)
                first = peer;

            if (string.CompareOrdinal(peer.UrlText, _self) > 0 && (next is null || string.CompareOrdinal(peer.UrlText, next.UrlText) < 0))
                next = peer;
        }

        return next ?? first!;
    }

    private bool IsOld(long seenAt) => _time.GetElapsedTime(seenAt) > _options.PeerExpiry;

    private bool IsRefused(string url)
    {
        if (!_refused.TryGetValue(url, out var at))
            return false;

        if (_time.GetElapsedTime(at) < RefusedFor)
            return true;

        _refused.Remove(url);
        return false;
    }

    // The one that was not seen for longest makes room, unless the new one was not seen for longer still.
    private bool MakeRoom(long seenAt)
    {
        if (_peers.Count < _options.MaxPeers)
            return true;

        var oldest = _peers.Values.Where(peer => peer is { IsConfigured: false, IsInFlight: false }).MinBy(peer => peer.SeenAt);
        return oldest is not null && oldest.SeenAt < seenAt && _peers.Remove(oldest.UrlText);
    }
}
