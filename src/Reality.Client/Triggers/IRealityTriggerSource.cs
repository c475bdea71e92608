namespace Reality.Client;

/// <summary>
/// Tells the client when to look again. Write one for the host's own events: window focus, application lifecycle, connectivity.
/// </summary>
public interface IRealityTriggerSource
{
    /// <summary>Begins to watch. Called once, when the client is created.</summary>
    /// <param name="fire">Call it on any thread, as often as the event happens: what comes close together makes one request.</param>
    /// <returns>Ends the watching; disposed with the client.</returns>
    IDisposable Start(Action<RealityTrigger> fire);
}
