using Reality.Server.Hints;

namespace Reality.Server.Mesh;

/// <summary>What this server knows of one peer. Guarded by the lock of the gossip that owns it.</summary>
internal sealed class MeshPeer(string url, bool isConfigured)
{
    /// <summary>So many failures in a row make a peer unhealthy; fewer make it degraded.</summary>
    private const int UnhealthyAfter = 3;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Its URL in the one spelling under which it is known.</summary>
    public string UrlText { get; } = url;

    public Uri Url => field ??= new Uri(UrlText);

    public bool IsConfigured { get; } = isConfigured;

    public string Id { get; set; } = "";

    public string? ClientUrl { get; set; }

    public long ServerVersion { get; set; }

    public RealityPeerHealth Health { get; private set; } = RealityPeerHealth.Unknown;

    /// <summary>Whether it may be told anything: it was configured, or has answered with a valid signature.</summary>
    public bool IsProven { get; private set; } = isConfigured;

    /// <summary>Whether others may be told of it: it was called with success, or a signed message gave this URL as its own.</summary>
    public bool MayBeTold { get; private set; }

    /// <summary>It is this server itself under another URL.</summary>
    public bool IsSelf { get; set; }

    /// <summary>When it last gave a sign of life, to this server or to one that told of it.</summary>
    public long SeenAt { get; private set; }

    public int Failures { get; private set; }

    public long RetryAt { get; private set; }

    public bool IsInFlight { get; set; }

    /// <summary>What it is to be told next, by origin.</summary>
    public Dictionary<NewsOrigin, HeardNews> Pending => field ??= [];

    /// <summary>Another server, or the peer's own message, says that it was alive then.</summary>
    public void SeenAlive(long at) => SeenAt = Math.Max(SeenAt, at);

    /// <summary>It called this server, so it is back, whatever it did before: no pause holds it back any longer.</summary>
    public void Called(long now)
    {
        SeenAlive(now);
        MayBeTold = true;
        RetryAt = now;
    }

    public void Answered(long now, bool late)
    {
        SeenAlive(now);
        IsProven = true;
        MayBeTold = true;
        Failures = 0;
        RetryAt = now;
        Health = late ? RealityPeerHealth.Degraded : RealityPeerHealth.Healthy;
    }

    /// <summary>Something else answers at its URL: it is told nothing until it has proven itself again.</summary>
    public void Doubt() => IsProven = IsConfigured;

    public void Failed(long now, TimeProvider time, Random random)
    {
        Failures++;
        Health = Failures >= UnhealthyAfter ? RealityPeerHealth.Unhealthy : RealityPeerHealth.Degraded;

        // Pauses double, with jitter: servers that lost a peer together do not all come back to it together.
        var pause = Math.Min(Math.Pow(2, Failures - 1), LongestPause.TotalSeconds) * (0.5 + (random.NextDouble() / 2));
        RetryAt = now + (long)(pause * time.TimestampFrequency);
    }
}
