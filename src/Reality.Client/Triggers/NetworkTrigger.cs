using System.Net.NetworkInformation;
using System.Runtime.Versioning;

namespace Reality.Client;

/// <summary>
/// Tells when the network goes and comes back, as the operating system says. In a browser, where there is no such event, it stays silent.
/// </summary>
public sealed class NetworkTrigger : IRealityTriggerSource
{
    /// <inheritdoc/>
    public IDisposable Start(Action<RealityTrigger> fire)
    {
        ArgumentNullException.ThrowIfNull(fire);
        if (OperatingSystem.IsBrowser() || OperatingSystem.IsWasi())
            return new Ending(static () => { });

        return Watch(fire);
    }

    [UnsupportedOSPlatform("browser")]
    [UnsupportedOSPlatform("wasi")]
    private static Ending Watch(Action<RealityTrigger> fire)
    {
        NetworkAvailabilityChangedEventHandler availability = (_, network) => fire(network.IsAvailable ? RealityTrigger.Reconnect : RealityTrigger.Offline);
        // From one network to another, what hung on the first will not come any more.
        NetworkAddressChangedEventHandler address = (_, _) =>
        {
            if (NetworkInterface.GetIsNetworkAvailable())
                fire(RealityTrigger.Reconnect);
        };
        NetworkChange.NetworkAvailabilityChanged += availability;
        NetworkChange.NetworkAddressChanged += address;
        return new Ending(() =>
        {
            NetworkChange.NetworkAvailabilityChanged -= availability;
            NetworkChange.NetworkAddressChanged -= address;
        });
    }
}
