namespace Reality.Client;

/// <summary>
/// Takes in what becomes of an application's windows, from any user-interface framework: .NET MAUI, WPF, Avalonia, Uno. It knows none of
/// them; a few lines hand their events over (docs/client-dotnet.md has them). The application is hidden when all its windows are, and one
/// that is closed no longer counts. Call from any thread, before or after the client is created.
/// </summary>
public sealed class LifecycleTrigger : IRealityTriggerSource
{
    private readonly Lock _gate = new();
    private readonly Dictionary<object, bool> _visible = [];
    private Action<RealityTrigger>? _fire;

    /// <inheritdoc/>
    public IDisposable Start(Action<RealityTrigger> fire)
    {
        ArgumentNullException.ThrowIfNull(fire);
        lock (_gate)
        {
            _fire = fire;
            if (IsHidden)
                fire(RealityTrigger.Hidden);
        }

        return new Ending(() =>
        {
            lock (_gate)
                _fire = null;
        });
    }

    /// <summary>A window has the focus: <c>Activated</c>.</summary>
    /// <param name="window">The window.</param>
    public void Activated(object window) => Become(window, true, RealityTrigger.Focus);

    /// <summary>A window can be seen again: <c>Resumed</c>, or restored from being minimized.</summary>
    /// <param name="window">The window.</param>
    public void Shown(object window) => Become(window, true, RealityTrigger.Visible);

    /// <summary>
    /// A window can no longer be seen: <c>Stopped</c>, or minimized. Not <c>Deactivated</c>, after which it may still stand beside the one in use.
    /// </summary>
    /// <param name="window">The window.</param>
    public void Hidden(object window) => Become(window, false, null);

    /// <summary>A window is gone: <c>Destroying</c>, or closed.</summary>
    /// <param name="window">The window.</param>
    public void Closed(object window)
    {
        ArgumentNullException.ThrowIfNull(window);
        lock (_gate)
        {
            var wasHidden = IsHidden;
            _visible.Remove(window);
            // Without any window it is about to end, or lives in the tray: there is nothing to see.
            if (!wasHidden && !_visible.ContainsValue(true))
                _fire?.Invoke(RealityTrigger.Hidden);
        }
    }

    private bool IsHidden => _visible.Count > 0 && !_visible.ContainsValue(true);

    private void Become(object window, bool visible, RealityTrigger? trigger)
    {
        ArgumentNullException.ThrowIfNull(window);
        lock (_gate)
        {
            var wasHidden = IsHidden;
            _visible[window] = visible;
            if (trigger is { } told)
                _fire?.Invoke(told);
            else if (IsHidden && !wasHidden)
                _fire?.Invoke(RealityTrigger.Hidden);
        }
    }
}
