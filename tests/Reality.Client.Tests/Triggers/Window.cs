namespace Reality.Client.Tests.Triggers;

/// <summary>The lifecycle events of a .NET MAUI window, handed over as the guide says.</summary>
internal sealed class Window
{
    public Window(LifecycleTrigger lifecycle) => Docs.Snippets.Follow(this, lifecycle);

    public event EventHandler? Created;

    public event EventHandler? Activated;

    public event EventHandler? Deactivated;

    public event EventHandler? Stopped;

    public event EventHandler? Resumed;

    public event EventHandler? Destroying;

    public void RaiseCreated() => Created?.Invoke(this, EventArgs.Empty);

    public void RaiseActivated() => Activated?.Invoke(this, EventArgs.Empty);

    public void RaiseDeactivated() => Deactivated?.Invoke(this, EventArgs.Empty);

    public void RaiseStopped() => Stopped?.Invoke(this, EventArgs.Empty);

    public void RaiseResumed() => Resumed?.Invoke(this, EventArgs.Empty);

    public void RaiseDestroying() => Destroying?.Invoke(this, EventArgs.Empty);
}
