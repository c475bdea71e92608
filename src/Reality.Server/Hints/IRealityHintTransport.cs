namespace Reality.Server.Hints;

/// <summary>
/// Carries hints between servers. A hint makes others look sooner and changes no answer, so a transport may lose, delay, repeat or
/// reorder them, may be cut off for hours, and may deliver what nobody sent.
/// </summary>
public interface IRealityHintTransport
{
    /// <summary>The transport's name in logs, metrics and health, such as <c>redis</c>.</summary>
    string Name { get; }

    /// <summary>Whether hints of others can arrive now, as far as this end can tell.</summary>
    bool IsConnected { get; }

    /// <summary>
    /// Receives until it is stopped. It connects, and connects again with growing pauses, by itself; it does not throw because the other
    /// side is away.
    /// </summary>
    /// <param name="received">Takes every hint, this server's own among them. It returns at once and does not throw.</param>
    /// <param name="stopping">Ends the receiving.</param>
    Task RunAsync(Action<RealityHint> received, CancellationToken stopping);

    /// <summary>
    /// Sends one hint to the others. The server calls it once at a time and merges what happens meanwhile into the next call.
    /// </summary>
    /// <exception cref="Exception">It was not sent. The server counts it and goes on.</exception>
    Task SendAsync(RealityHint hint, CancellationToken cancellationToken);
}
