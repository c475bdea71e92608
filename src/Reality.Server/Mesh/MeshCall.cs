using Microsoft.Extensions.Logging;
using Reality.Server.Hints;

namespace Reality.Server.Mesh;

/// <summary>Calls peers: one message at a time to each.</summary>
internal sealed class MeshCall(
    MeshState state,
    IMeshLink link,
    MeshOptions options,
    TimeProvider time,
    Action<MeshMessage> answered,
    ILogger logger)
{
    /// <summary>Tells a peer news, now or, where a message to it is under way, with the next one.</summary>
    /// <returns>Whether it took it; <see langword="null"/> where there was nothing to tell it.</returns>
    public async Task<bool?> TellAsync(MeshPeer peer, IEnumerable<HeardNews> news, CancellationToken stopping)
    {
        switch (state.Enqueue(peer, news))
        {
            case Delivery.Nothing:
                return null;
            case Delivery.Merged:
                return true;
        }

        while (true)
        {
            if (!peer.IsProven)
            {
                if (!await ExchangeAsync(peer, state.Greeting(), stopping))
                    return false;
            }
            else if (state.Dequeue(peer) is not { } message)
            {
                return true;
            }
            else if (!await ExchangeAsync(peer, message, stopping))
            {
                return false;
            }
        }
    }

    /// <summary>Says who this server is, and hears who else there is.</summary>
    public Task<bool> GreetAsync(MeshPeer peer, CancellationToken stopping) => ExchangeAsync(peer, state.Introduce(peer), stopping);

    private async Task<bool> ExchangeAsync(MeshPeer peer, MeshMessage message, CancellationToken stopping)
    {
        var health = peer.Health;
        var began = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);
        try
        {
            var answer = await link.ExchangeAsync(peer.Url, message, either.Token);
            state.Answered(peer, answer, time.GetElapsedTime(began));
            if (health == RealityPeerHealth.Unhealthy)
                logger.PeerFound(peer.UrlText);

            answered(answer);
            return true;
        }
        catch (Exception exception)
        {
            state.Failed(peer, isTrusted: exception is not MeshTrustException);
            if (!stopping.IsCancellationRequested)
                Log(peer, health, exception);

            return false;
        }
    }

    // Only when the state changes: a peer that is away for a day is one line in the log.
    private void Log(MeshPeer peer, RealityPeerHealth before, Exception exception)
    {
        if (exception is MeshTrustException && peer.Failures == 1)
            logger.PeerNotTrusted(peer.UrlText, exception.Message);
        else if (before != RealityPeerHealth.Unhealthy && peer.Health == RealityPeerHealth.Unhealthy)
            logger.PeerLost(peer.UrlText, exception);
    }
}
