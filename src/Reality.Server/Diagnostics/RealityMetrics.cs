using System.Diagnostics.Metrics;

namespace Reality.Server.Diagnostics;

/// <summary>What the server counts, under the meter <c>Reality.Server</c>. No measurement carries a key or a user.</summary>
internal sealed class RealityMetrics
{
    public const string MeterName = "Reality.Server";

    private readonly Counter<long> _syncs;
    private readonly Counter<long> _asked;
    private readonly Counter<long> _changed;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _pulls;
    private readonly Counter<long> _standbyPulls;
    private readonly Counter<long> _writes;
    private readonly Counter<long> _bumps;
    private readonly Counter<long> _retries;
    private readonly UpDownCounter<long> _held;
    private readonly Counter<long> _heldRefused;
    private readonly UpDownCounter<long> _streams;
    private readonly Counter<long> _streamsRefused;
    private readonly Counter<long> _overdueMarks;
    private readonly Counter<long> _drifted;
    private readonly Counter<long> _healed;
    private readonly Counter<long> _hintsSent;
    private readonly Counter<long> _hintsReceived;
    private readonly Counter<long> _hintsIgnored;
    private readonly Counter<long> _hintsFailed;

    public RealityMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _syncs = meter.CreateCounter<long>("reality.syncs", "{sync}", "Syncs answered with 200.");
        _asked = meter.CreateCounter<long>("reality.sync.keys.asked", "{key}", "Keys asked in them.");
        _changed = meter.CreateCounter<long>("reality.sync.keys.changed", "{key}", "Keys answered as changed.");
        _refused = meter.CreateCounter<long>("reality.sync.keys.refused", "{key}", "Keys refused.");
        _pulls = meter.CreateCounter<long>("reality.pulls", "{pull}", "Questions to the storage, shared by the syncs of their time.");
        _standbyPulls = meter.CreateCounter<long>("reality.pulls.standby", "{pull}", "Questions that a standby answered instead; not among reality.pulls.");
        _writes = meter.CreateCounter<long>("reality.writes", "{write}", "Transactions and single updates committed.");
        _bumps = meter.CreateCounter<long>("reality.bumps", "{key}", "Keys whose version they raised.");
        _retries = meter.CreateCounter<long>("reality.write.retries", "{retry}", "Transactions run again after a transient failure.");
        _held = meter.CreateUpDownCounter<long>("reality.syncs.held", "{sync}", "Syncs that are held until one of their keys changes.");
        _heldRefused = meter.CreateCounter<long>("reality.syncs.held.refused", "{sync}", "Syncs answered at once because too many were held.");
        _streams = meter.CreateUpDownCounter<long>("reality.event_streams", "{stream}", "Event streams that are open.");
        _streamsRefused = meter.CreateCounter<long>("reality.event_streams.refused", "{stream}", "Event streams refused because too many were open.");
        _overdueMarks = meter.CreateCounter<long>("reality.marks.overdue", "{mark}", "Writes elsewhere that did not end in time and were settled for their owner.");
        _drifted = meter.CreateCounter<long>("reality.drift.noticed", "{payload}", "Payloads served that are not what the last recorded write left.");
        _healed = meter.CreateCounter<long>("reality.drift.healed", "{key}", "Keys whose version was raised for that.");
        _hintsSent = meter.CreateCounter<long>("reality.hints.sent", "{hint}", "Hints sent; of a burst of writes, few.");
        _hintsReceived = meter.CreateCounter<long>("reality.hints.received", "{hint}", "Hints that transports brought.");
        _hintsIgnored = meter.CreateCounter<long>("reality.hints.ignored", "{hint}", "Hints received that told nothing new.");
        _hintsFailed = meter.CreateCounter<long>("reality.hints.failed", "{hint}", "Hints that could not be sent.");
    }

    public void Synced(int asked, int changed, int refused)
    {
        _syncs.Add(1);
        _asked.Add(asked);
        _changed.Add(changed);
        _refused.Add(refused);
    }

    public void Pulled() => _pulls.Add(1);

    public void PulledFromStandby() => _standbyPulls.Add(1);

    public void Wrote(int bumps)
    {
        _writes.Add(1);
        _bumps.Add(bumps);
    }

    public void Retried() => _retries.Add(1);

    public void HeldBegan() => _held.Add(1);

    public void HeldEnded() => _held.Add(-1);

    public void HeldRefused() => _heldRefused.Add(1);

    public void EventStream(bool isOpen)
    {
        if (isOpen)
            _streams.Add(1);
        else
            _streamsRefused.Add(1);
    }

    public void EventStreamEnded() => _streams.Add(-1);

    public void SettledOverdue(int marks) => _overdueMarks.Add(marks);

    public void Drifted() => _drifted.Add(1);

    public void Healed() => _healed.Add(1);

    public void HintSent(string transport) => _hintsSent.Add(1, By(transport));

    public void HintReceived(string transport) => _hintsReceived.Add(1, By(transport));

    public void HintIgnored(string transport) => _hintsIgnored.Add(1, By(transport));

    public void HintFailed(string transport) => _hintsFailed.Add(1, By(transport));

    private static KeyValuePair<string, object?> By(string transport) => new("transport", transport);
}
