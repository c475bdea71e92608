namespace Reality.Client;

/// <summary>What each trigger means.</summary>
internal static class TriggerHandler
{
    internal static void Handle(RealityEngine engine, RealityTrigger trigger)
    {
        switch (trigger)
        {
            case RealityTrigger.Hidden:
                engine.Live.Hidden = true;
                return;
            case RealityTrigger.Interval:
                if (!engine.Live.Hidden)
                    engine.Sync.RequestPatiently(engine.Held(), "interval");
                return;
            case RealityTrigger.Focus or RealityTrigger.Visible:
                engine.Live.Hidden = false;
                break;
            case RealityTrigger.Offline:
                engine.Sync.GoOffline();
                return;
            case RealityTrigger.Reconnect:
                // What has hung since the network went away will not come any more.
                foreach (var entry in engine.Held().Where(entry => entry.Fetch is { IsSlow: true }))
                    engine.Fetcher.Abandon(entry);
                engine.Sync.GoOnline(abandon: true);
                break;
            case RealityTrigger.Manual:
                engine.Sync.GoOnline(abandon: false);
                break;
        }

        engine.Sync.BeginAnew();
        engine.Live.BeginAnew();
        var reason = trigger switch
        {
            RealityTrigger.Focus => "focus",
            RealityTrigger.Visible => "visible",
            RealityTrigger.Reconnect => "reconnect",
            _ => "manual",
        };
        foreach (var entry in engine.Held())
        {
            entry.Failures = 0;
            engine.Sync.Request(entry, reason);
        }
    }
}
