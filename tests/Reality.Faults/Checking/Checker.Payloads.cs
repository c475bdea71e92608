using Reality.Faults.History;

namespace Reality.Faults.Checking;

public sealed partial class Checker
{
    // Invariant 4: the label is that of exactly this content.
    private void CheckPayload(Payload payload)
    {
        if (!CheckAcknowledged(payload.Client, payload.Key, payload.Version, payload.Start, staleness: 0))
            return;
        if (_epochs.Of(payload.Version) is not { } epoch || !epoch.Life.Keys.TryGetValue(payload.Key, out var timeline))
            return;
        if (IsOver(epoch, payload.Client, payload.Key, payload.Start))
            return;
        if (Include(payload.Client, epoch, timeline, payload.Key, payload.Version, (payload.Start, payload.End)) is null)
            return;

        var count = epoch.CountOf(payload.Version);
        if (payload.Writes >= 0 && payload.Writes != count)
            _verdict.AddTorn($"client {payload.Client} got {payload.Key} with {payload.Writes} writes under version {payload.Version}, {count} writes");
        else if (!timeline.MayBe(count, payload.Value, _contentOf))
            _verdict.AddTorn($"client {payload.Client} got {payload.Value} as version {payload.Version} of {payload.Key}, which it is not");
    }

    // Invariant 5.
    private void CheckSkip(Skip skip)
    {
        if (_epochs.Of(skip.Version) is not { } epoch || !epoch.Life.Keys.TryGetValue(skip.Key, out var timeline))
            return;

        var count = epoch.CountOf(skip.Version);
        if (timeline.Of(count) is not null && !timeline.MayBe(count, skip.HeldValue, _contentOf))
            _verdict.AddStale($"client {skip.Client} kept {skip.HeldValue} of {skip.Key} for version {skip.Version}, which it is not");
    }

    // Invariant 3: no client sees a key go back. Its requests follow each other, so their starts give its order.
    private void CheckOrder()
    {
        var seen = _history.Answers
            .SelectMany(answer => answer.Told.Select(told => (answer.Client, told.Key, answer.Start, Version: told.Holds)))
            .Concat(_history.Payloads.Select(payload => (payload.Client, payload.Key, payload.Start, payload.Version)));
        var highest = new Dictionary<(int Client, string Key), long>();
        foreach (var one in seen.OrderBy(one => one.Start))
        {
            var before = highest.GetValueOrDefault((one.Client, one.Key));
            if (one.Version < before)
                _verdict.AddBack($"client {one.Client} saw {one.Key} go back from {before} to {one.Version}");
            else
                highest[(one.Client, one.Key)] = one.Version;
        }
    }

    // Invariant 1, seen at the end: as many versions as commits, and every content where it belongs.
    private void CheckEnd()
    {
        foreach (var audit in _history.Audits)
        {
            if (_epochs.Find(audit.Epoch) is not { } epoch)
                continue;

            foreach (var (key, timeline) in epoch.Life.Keys)
            {
                if (!audit.Versions.TryGetValue(key, out var version))
                    continue;

                var difference = timeline.Total - epoch.CountOf(version);
                if (difference != 0)
                    _verdict.AddLost($"{key} ends at version {version}, {epoch.CountOf(version)} writes, after {timeline.Total}", Math.Abs(difference));
            }
        }

        foreach (var content in _history.Contents.Where(content => content.Held != content.True))
            _verdict.AddLost($"client {content.Client} ends with {content.Held} of {content.Key}, which is {content.True}");
    }
}
