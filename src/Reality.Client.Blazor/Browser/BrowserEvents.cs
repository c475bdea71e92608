using System.Diagnostics.CodeAnalysis;
using Microsoft.JSInterop;

namespace Reality.Client.Blazor;

/// <summary>What <c>browser.js</c> calls.</summary>
internal sealed class BrowserEvents
{
    private readonly Action<RealityTrigger> _fire;
    private readonly bool _onServer;

    [DynamicDependency(nameof(Tell))]
    internal BrowserEvents(Action<RealityTrigger> fire, bool onServer) => (_fire, _onServer) = (fire, onServer);

    /// <summary>Something happened to the page.</summary>
    [JSInvokable]
    public void Tell(string what)
    {
        if (Of(what) is { } trigger)
            _fire(trigger);
    }

    private RealityTrigger? Of(string what) => what switch
    {
        "focus" => RealityTrigger.Focus,
        "visible" => RealityTrigger.Visible,
        "hidden" => RealityTrigger.Hidden,
        // On a server the client's network is the server's, and a browser that can say so is connected to it.
        "offline" => _onServer ? null : RealityTrigger.Offline,
        "online" => RealityTrigger.Reconnect,
        _ => null,
    };
}
