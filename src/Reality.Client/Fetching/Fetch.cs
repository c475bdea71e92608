namespace Reality.Client;

/// <summary>One request for a payload, waiting or under way.</summary>
internal sealed class Fetch(KeyEntry entry, int failovers) : IDisposable
{
    private readonly CancellationTokenSource _abandoned = new();

    internal KeyEntry Entry { get; } = entry;

    /// <summary>How many servers have failed to give it.</summary>
    internal int Failovers { get; } = failovers;

    /// <summary>Who is asked, once it was sent.</summary>
    internal ServerEndpoint? Server { get; private set; }

    /// <summary>The version learned before it was asked for.</summary>
    internal long Version { get; private set; }

    /// <summary>The payload that a "not modified" would mean.</summary>
    internal Payload? InHand { get; private set; }

    /// <summary>Whether it occupies one of the places for parallel requests.</summary>
    internal bool HoldsPlace { get; set; }

    /// <summary>Whether it takes so long that others no longer wait for it.</summary>
    internal bool IsSlow { get; set; }

    /// <summary>Runs while it is not yet slow.</summary>
    internal ITimer? Patience { get; set; }

    internal CancellationToken Abandoned => _abandoned.Token;

    internal void Send(ServerEndpoint server)
    {
        Server = server;
        Version = Entry.Target;
        InHand = Entry.InHand;
    }

    internal void Abandon() => _abandoned.Cancel();

    public void Dispose()
    {
        Patience?.Dispose();
        _abandoned.Dispose();
    }
}
