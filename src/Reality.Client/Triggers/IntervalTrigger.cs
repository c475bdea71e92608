namespace Reality.Client;

/// <summary>
/// Asks again every so often, for hosts in which nothing tells when to look: a service, a wall display. Where changes are to arrive at
/// once, <see cref="RealityClientOptions.Live"/> is the better way.
/// </summary>
/// <param name="interval">How often.</param>
/// <param name="timeProvider">The clock.</param>
public sealed class IntervalTrigger(TimeSpan interval, TimeProvider? timeProvider = null) : IRealityTriggerSource
{
    /// <inheritdoc/>
    public IDisposable Start(Action<RealityTrigger> fire)
    {
        ArgumentNullException.ThrowIfNull(fire);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        return (timeProvider ?? TimeProvider.System).CreateTimer(_ => fire(RealityTrigger.Interval), null, interval, interval);
    }
}
