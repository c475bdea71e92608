using Microsoft.Extensions.Options;
using Reality.Server.Diagnostics;
using Reality.Server.Replica;

namespace Reality.Server.Hints;

/// <summary>
/// Takes hints. All that a hint does is to make the replica look again: what it says of epoch and token can only make that needless,
/// never put off a later look, so that a forged one costs a pull and disables nothing.
/// </summary>
internal sealed class HintInbox(GraphReplica replica, IOptions<RealityOptions> options, RealityMetrics metrics)
{
    private readonly string _server = options.Value.ServerId;

    /// <summary>A hint that a transport brought.</summary>
    /// <param name="transport">The transport's name.</param>
    /// <param name="hint">What it brought.</param>
    public void Receive(string transport, RealityHint hint)
    {
        metrics.HintReceived(transport);

        // This server heard of its own writes before the transport did.
        if (hint.Server == _server || !Take(hint))
            metrics.HintIgnored(transport);
    }

    /// <returns>Whether it was a reason to look.</returns>
    public bool Take(RealityHint hint)
    {
        if (replica.Covers(hint.Epoch, hint.Token))
            return false;

        replica.MarkStale(hint.Epoch, hint.Token);
        return true;
    }
}
