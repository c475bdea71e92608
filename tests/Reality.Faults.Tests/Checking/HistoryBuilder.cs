using Reality.Faults.History;

namespace Reality.Faults.Tests.Checking;

/// <summary>Writes a history by hand, with a clock that goes on by one with each line. Keys: a, b and c; those named fX belong to family f.</summary>
internal sealed class HistoryBuilder(bool isSerial = false)
{
    private readonly List<Commit> _commits = [];
    private string _epoch = "first";
    private long _now;

    public RunHistory History { get; } = new()
    {
        IsSerial = isSerial,
        Counted = { ["a"] = null, ["b"] = null, ["c"] = null, ["f1"] = "f", ["f2"] = "f" },
    };

    /// <summary>A write that was acknowledged and committed.</summary>
    public HistoryBuilder Write(string id, int client, params (string Key, long Delta)[] changes)
    {
        var start = ++_now;
        Commit(id, changes);
        var bumped = changes.Where(change => History.Counted.ContainsKey(change.Key)).ToDictionary(change => change.Key, change => VersionOf(change.Key));
        History.Writes.Enqueue(new Write(client, id, start, ++_now, Outcome.Acknowledged, bumped));
        return this;
    }

    /// <summary>A commit alone: its client was never answered, or not yet.</summary>
    public HistoryBuilder Commit(string id, params (string Key, long Delta)[] changes)
    {
        _commits.Add(new Commit(id, ++_now, [.. changes.Select(change => new Change(change.Key, change.Delta))]));
        return this;
    }

    /// <summary>What a client of a write was told.</summary>
    public HistoryBuilder Send(string id, int client, Outcome outcome, params (string Key, long Version)[] bumped)
    {
        History.Writes.Enqueue(new Write(client, id, ++_now, ++_now, outcome, bumped.ToDictionary(one => one.Key, one => one.Version))
        {
            LeavesLine = bumped.Length == 0 || bumped.Any(one => History.Counted.ContainsKey(one.Key)),
        });
        return this;
    }

    /// <summary>A write that is under way for as long as others do something.</summary>
    public HistoryBuilder During(string id, int client, (string Key, long Version)[] bumped, Action<HistoryBuilder> others)
    {
        var start = ++_now;
        others(this);
        History.Writes.Enqueue(new Write(client, id, start, ++_now, Outcome.Acknowledged, bumped.ToDictionary(one => one.Key, one => one.Version)));
        return this;
    }

    public HistoryBuilder Sync(int client, params (string Key, long Known, long Version)[] told) => Sync(client, 0, told);

    public HistoryBuilder Sync(int client, long staleness, params (string Key, long Known, long Version)[] told)
    {
        Told[] all = [.. told.Select(one => new Told(one.Key, one.Known, one.Version))];
        History.Answers.Enqueue(new Answer(client, ++_now, ++_now, _epoch, all) { Staleness = staleness });
        return this;
    }

    public HistoryBuilder Payload(int client, string key, long version, long value, long writes = -1)
    {
        History.Payloads.Enqueue(new Payload(client, key, ++_now, ++_now, version, value, writes));
        return this;
    }

    public HistoryBuilder Skip(int client, string key, long version, long value)
    {
        History.Skips.Enqueue(new Skip(client, key, version, value));
        return this;
    }

    public HistoryBuilder Leak(int client)
    {
        History.Leaks.Enqueue(new Leak(client, "was told of user:other:mail"));
        return this;
    }

    public HistoryBuilder Content(int client, long held, long actual)
    {
        History.Contents.Add(new AuditedContent(client, "file", held, actual));
        return this;
    }

    public HistoryBuilder Audit(params (string Key, long Version)[] told)
    {
        History.Audits.Add(new Audit(_epoch, told.ToDictionary(one => one.Key, one => one.Version)));
        return this;
    }

    /// <summary>The database is replaced by one that kept so many of the commits; versions count from a new base.</summary>
    public HistoryBuilder Replace(int kept, string epoch)
    {
        End();
        _commits.RemoveRange(kept, _commits.Count - kept);
        _epoch = epoch;
        return this;
    }

    /// <summary>Ends the last life.</summary>
    public RunHistory Complete()
    {
        History.Lives.Add(new Life(long.MaxValue, [.. _commits]));
        return History;
    }

    private void End() => History.Lives.Add(new Life(++_now, [.. _commits]));

    private long VersionOf(string key)
    {
        var family = History.Counted[key];
        return 1 + _commits.Sum(commit => commit.Changes.Count(change => change.Name == key || change.Name == family));
    }
}
