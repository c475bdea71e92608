using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reality.Server.Diagnostics;
using Reality.Server.Storage;

namespace Reality.Server.Hints;

/// <summary>Tells this server and all others that something was written here. Called after every commit, before its caller hears of it.</summary>
internal sealed class HintBroadcast
{
    private readonly HintInbox _inbox;
    private readonly HintOutbox[] _outboxes;
    private readonly string _server;

    public HintBroadcast(
        HintInbox inbox,
        IEnumerable<IRealityHintTransport> transports,
        IOptions<RealityOptions> options,
        TimeProvider time,
        RealityMetrics metrics,
        ILogger<HintBroadcast> logger)
    {
        _inbox = inbox;
        _outboxes = [.. transports.Select(transport => new HintOutbox(transport, time, metrics, logger))];
        _server = options.Value.ServerId;
    }

    /// <summary>Says that a write was committed. Returns at once and never throws.</summary>
    /// <param name="identity">Who the storage is.</param>
    /// <param name="token">The commit token that covers the write.</param>
    public void Wrote(StorageIdentity identity, long token)
    {
        var hint = new RealityHint(_server, identity.Epoch, token);
        _inbox.Take(hint);
        foreach (var outbox in _outboxes)
            outbox.Add(hint);
    }
}
