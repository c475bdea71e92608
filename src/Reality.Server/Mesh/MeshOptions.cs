namespace Reality.Server.Mesh;

/// <summary>
/// Hints from server to server over HTTP, without anything between them. Whatever the mesh does, answers stay right: it only lets
/// servers look sooner.
/// </summary>
public sealed class MeshOptions
{
    /// <summary>
    /// Where the others reach this server, such as <c>http://10.0.0.7:8080</c>: scheme, host, port and, behind a path base, the path base.
    /// Without it this server sends hints and is sent none.
    /// </summary>
    public string? Url { get; set; }

    /// <summary>
    /// Where clients reach this server, if that is another place. The other servers name it in <c>mesh.peers</c> of their sync answers.
    /// Default: <see cref="Url"/>.
    /// </summary>
    public string? ClientUrl { get; set; }

    /// <summary>The other servers' <see cref="Url"/>. One that knows one of them learns of the rest; its own may be among them.</summary>
    public IList<string> Peers { get; } = [];

    /// <summary>
    /// What all servers of the mesh share and nobody else knows; 32 random characters are right, fewer than 16 are warned of. Without it
    /// there is no mesh: the endpoint is not mapped and nothing is sent.
    /// </summary>
    public string? Secret { get; set; }

    /// <summary>To how many peers a server passes news on. Default 3: one is its neighbour, so that none is left out; the others are drawn.</summary>
    public int Fanout { get; set; } = 3;

    /// <summary>How many peers a server knows at most. Default 1,024.</summary>
    public int MaxPeers { get; set; } = 1_024;

    /// <summary>The greatest length of a message or an answer, in bytes. Default 64 KiB.</summary>
    public int MaxMessageLength { get; set; } = 64 * 1024;

    /// <summary>How long a peer has to answer. Default 2 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The least time between two rounds of messages: what happens meanwhile is merged into the next. Default 10 ms.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>A peer that takes longer to answer is degraded. Default 500 ms.</summary>
    public TimeSpan DegradedLatency { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long after its last sign of life a peer that was learned from others is forgotten, once it does not answer. Default 10 minutes.
    /// </summary>
    public TimeSpan PeerExpiry { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How far the clocks of two servers may be apart, and so how long a message stays valid. Default 30 seconds.
    /// </summary>
    public TimeSpan ClockTolerance { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether the server greets the configured peers once when it starts. Default <see langword="false"/>: then others that do not have
    /// it in their configuration learn of it with its first write.
    /// </summary>
    public bool AnnounceAtStart { get; set; }

    /// <summary>Which URLs learned from others may be contacted. Default: every absolute http or https URL.</summary>
    public Func<Uri, bool> AllowPeer { get; set; } = static _ => true;

    /// <summary>
    /// Which addresses clients may be told of in <c>mesh.peers</c>: peers with another are left out there and go on being peers. Default:
    /// every absolute http or https URL.
    /// </summary>
    public Func<Uri, bool> AllowClientUrl { get; set; } = static _ => true;

    /// <summary>
    /// Makes the handler that peers are called with, for instance one with a client certificate. It must not follow redirects. Default: a
    /// <see cref="SocketsHttpHandler"/> without redirects, cookies or proxy.
    /// </summary>
    public Func<HttpMessageHandler>? CreateHandler { get; set; }
}
