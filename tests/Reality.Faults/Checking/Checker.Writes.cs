using Reality.Faults.History;

namespace Reality.Faults.Checking;

public sealed partial class Checker
{
    // Invariant 1, seen from the writers.
    private void CheckWrites()
    {
        var told = new HashSet<(string Key, long Version)>();
        foreach (var write in _history.Writes)
        {
            if (write.Outcome == Outcome.Failed && _lives.Any(life => life.Has(write.Id)))
                _verdict.AddLost($"write {write.Id} failed and is there");

            if (write.Outcome != Outcome.Acknowledged)
                continue;

            if (write.LeavesLine && _lives.Length > 0 && !LivesDuring(write).Any(life => life.Has(write.Id)))
                _verdict.AddLost($"{MillisecondsAt(write.Start)} to {MillisecondsAt(write.End)} ms: write {write.Id} through server {write.Server} was acknowledged and is not there");

            foreach (var (key, version) in write.Bumped)
            {
                CheckTold(write, key, version);
                if (!_history.Counted.ContainsKey(key) && !told.Add((key, version)))
                    _verdict.AddLost($"two writes were told version {version} of {key}, write {write.Id} one of them");
            }
        }
    }

    // The version that a writer is told counts its own write, and every one before it.
    private void CheckTold(Write write, string key, long version)
    {
        if (_epochs.Of(version) is not { } epoch || !epoch.Life.Keys.TryGetValue(key, out var timeline) || !epoch.Life.Has(write.Id))
            return;

        var count = epoch.CountOf(version);
        var mine = timeline.Own.PlaceOf(write.Id);
        var theirs = timeline.Family?.PlaceOf(write.Id) ?? 0;
        if (mine == 0 && theirs == 0)
            return;

        // The other part is what was visible while it ran: certain before it began, possible when it ended.
        var least = mine == 0 ? timeline.Own.CertainAt(write.Start) + theirs : mine + (theirs > 0 ? theirs : timeline.Family?.CertainAt(write.Start) ?? 0);
        var most = mine == 0 ? timeline.Own.PossibleAt(write.End) + theirs : mine + (theirs > 0 ? theirs : timeline.Family?.PossibleAt(write.End) ?? 0);
        if (count < least || count > most)
            _verdict.AddOwn($"{MillisecondsAt(write.End)} ms: write {write.Id} made {key} the result of {least} to {most} writes and was told version {version}, {count} writes");
    }

    // An answer can come long after its commit, from a server that was stopped in between, and the database that made the commit be gone by
    // then: nobody is to blame for what went with it.
    private IEnumerable<LifeTimeline> LivesDuring(Write write)
    {
        foreach (var life in _lives.Where(life => write.Start <= life.Ended))
        {
            yield return life;
            if (write.End <= life.Ended)
                yield break;
        }
    }

    private long MillisecondsAt(long time) => (time - _history.Writes.Min(write => write.Start)) / 1000;
}
