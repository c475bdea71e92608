namespace Reality.Client;

/// <summary>
/// The servers that can be asked, the first preferred. One that fails is set aside: it comes last until some time has passed, its peers
/// say that it is well, or all others have failed too. Nothing that a server says can add one.
/// </summary>
internal sealed class ServerPool : IDisposable
{
    /// <summary>How long one that has failed may take to answer, where others could.</summary>
    private static readonly TimeSpan Probation = TimeSpan.FromSeconds(2);

    private readonly RealityEngine _engine;
    private readonly ServerEndpoint[] _servers;
    private readonly Dictionary<string, ServerEndpoint> _byAddress = new(StringComparer.OrdinalIgnoreCase);

    internal ServerPool(RealityEngine engine, HttpClient http, IReadOnlyList<Uri> addresses)
    {
        _engine = engine;
        _servers = addresses.Count == 0
            ? [new ServerEndpoint("the server", http)]
            : [.. addresses.Select(address => new ServerEndpoint(Name(address), ForwardingHandler.Connect(http, address)))];
        if (addresses.Count == 0)
            return;

        foreach (var server in _servers)
            _byAddress.TryAdd(server.Name, server);
    }

    internal int Count => _servers.Length;

    /// <summary>Whom to ask now.</summary>
    internal ServerEndpoint Current
    {
        get
        {
            var now = _engine.Now;
            return _servers.FirstOrDefault(server => server.AsideUntil <= now && !server.IsMissed)
                ?? _servers.FirstOrDefault(server => server.AsideUntil <= now)
                ?? _servers.MinBy(server => server.AsideUntil)!;
        }
    }

    /// <summary>Before this none may be asked.</summary>
    internal DateTimeOffset RefusedUntil => _servers.Min(server => server.RefusedUntil);

    /// <summary>Whether a failure is the server's rather than the request's or the key's.</summary>
    internal static bool IsToBlame(RealityException error) => error.StatusCode is { } code ? (int)code >= 500 : error.IsTransient;

    /// <summary>How long a sync may take.</summary>
    internal TimeSpan TimeoutOf(ServerEndpoint server)
    {
        var timeout = _engine.Options.SyncTimeout;
        return Count > 1 && server.Failures > 0 && Probation < timeout ? Probation : timeout;
    }

    /// <summary>Sets a server aside, if it is to blame and there is another.</summary>
    internal void Failed(ServerEndpoint server, RealityException error)
    {
        if (Count == 1 || !IsToBlame(error))
            return;

        var refusedUntil = error.RetryAfter is { } pause ? _engine.Now + pause : default;
        var asideUntil = _engine.Now + _engine.Backoff.AtLeastHalf(server.Failures + 1);
        server.Failed(asideUntil > refusedUntil ? asideUntil : refusedUntil, refusedUntil);
        _engine.Report(RealityEventKind.ServerSetAside, null, $"{server.Name}, then {Current.Name}", error);
    }

    /// <summary>Takes in which peers a server says are well.</summary>
    internal void Heard(ServerEndpoint from, IReadOnlyList<string> peers)
    {
        if (Count == 1 || peers.Count == 0)
            return;

        var named = peers
            .Select(peer => Uri.TryCreate(peer, UriKind.Absolute, out var address) ? _byAddress.GetValueOrDefault(Name(address)) : null)
            .ToHashSet();
        foreach (var server in _servers.Where(server => server != from))
            server.Told(named.Contains(server));
    }

    public void Dispose()
    {
        foreach (var server in _byAddress.Values)
            server.Http.Dispose();
    }

    private static string Name(Uri address) => address.AbsoluteUri.TrimEnd('/');
}
