using System.Collections.Concurrent;
using static Reality.Client.RealityTrigger;

namespace Reality.Client.Tests.Triggers;

/// <summary>The events of windows in the orders that .NET MAUI and desktop frameworks document.</summary>
public sealed class LifecycleTests : ClientTest
{
    private readonly LifecycleTrigger _lifecycle = new();
    private readonly ConcurrentQueue<RealityTrigger> _fired = [];

    [Fact]
    public void A_start_is_a_focus()
    {
        var window = NewWindow();
        window.RaiseCreated();
        window.RaiseActivated();

        Assert.Equal([Focus], _fired);
    }

    [Fact]
    public void Another_window_in_front_hides_nothing()
    {
        var window = Started();
        window.RaiseDeactivated();
        window.RaiseActivated();

        Assert.Equal([Focus], _fired);
    }

    [Fact]
    public void Going_to_the_background_hides_and_coming_back_shows()
    {
        var window = Started();
        window.RaiseDeactivated();
        window.RaiseStopped();
        window.RaiseResumed();
        window.RaiseActivated();

        Assert.Equal([Hidden, Visible, Focus], _fired);
    }

    [Fact]
    public void Of_two_windows_the_last_one_hides()
    {
        var first = Started();
        var second = Started();
        first.RaiseStopped();
        Assert.Empty(_fired);

        second.RaiseStopped();
        first.RaiseResumed();
        Assert.Equal([Hidden, Visible], _fired);
    }

    [Fact]
    public void A_window_that_is_closed_no_longer_counts()
    {
        var first = Started();
        var second = Started();
        first.RaiseStopped();
        second.RaiseDestroying();
        Assert.Equal([Hidden], _fired);

        first.RaiseDestroying();
        Assert.Equal([Hidden], _fired);

        // The same object can stand for a new native window.
        first.RaiseCreated();
        first.RaiseActivated();
        Assert.Equal([Hidden, Focus], _fired);
    }

    [Fact]
    public void An_application_killed_in_the_background_closes_what_is_hidden()
    {
        var window = Started();
        window.RaiseDeactivated();
        window.RaiseStopped();
        window.RaiseDestroying();

        Assert.Equal([Hidden], _fired);
    }

    [Fact]
    public void What_happened_before_the_client_was_there_counts_and_nothing_does_after_it()
    {
        var window = new Window(_lifecycle);
        window.RaiseActivated();
        window.RaiseStopped();
        var started = _lifecycle.Start(_fired.Enqueue);
        Assert.Equal([Hidden], _fired);

        started.Dispose();
        started.Dispose();
        window.RaiseResumed();
        Assert.Equal([Hidden], _fired);
    }

    [Fact]
    public async Task A_window_keeps_what_it_shows_fresh()
    {
        var client = Client(options => (options.Triggers, options.Live) = ([_lifecycle, new NetworkTrigger()], true));
        var window = new Window(_lifecycle);
        window.RaiseActivated();
        using var probe = new Probe(client, "chat:room:a");
        await Eventually(() => Server.Holding == 1, "live");

        window.RaiseStopped();
        await Eventually(() => Server.Holding == 0, "paused");
        Server.Set("chat:room:a", "one");
        window.RaiseResumed();
        window.RaiseActivated();

        await probe.Shows("one");
        await Eventually(() => Server.Holding == 1, "live again");
    }

    [Fact]
    public void The_network_can_be_watched_and_left()
    {
        var trigger = new NetworkTrigger();
        var first = trigger.Start(_fired.Enqueue);
        using var second = trigger.Start(_fired.Enqueue);
        first.Dispose();
        first.Dispose();
    }

    private Window NewWindow()
    {
        _lifecycle.Start(_fired.Enqueue);
        return new Window(_lifecycle);
    }

    private Window Started()
    {
        var window = NewWindow();
        window.RaiseCreated();
        window.RaiseActivated();
        _fired.Clear();
        return window;
    }
}
