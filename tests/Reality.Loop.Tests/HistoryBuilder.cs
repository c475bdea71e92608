using Reality.Loop.History;

namespace Reality.Loop.Tests;

/// <summary>Writes a history by hand, with a clock that goes on by one with each line.</summary>
internal sealed class HistoryBuilder
{
    private readonly Dictionary<string, int> _versions = [];
    private long _now;

    public RunHistory History { get; } = new();

    /// <summary>A write that was acknowledged and committed.</summary>
    public HistoryBuilder Write(string id, int client, params (string Key, long Value)[] values)
    {
        Commit(id, values);
        return Send(id, client, Outcome.Acknowledged, values.ToDictionary(value => value.Key, value => (long)_versions[value.Key] + 1));
    }

    /// <summary>A commit alone: its client was never answered, or not yet.</summary>
    public HistoryBuilder Commit(string id, params (string Key, long Value)[] values)
    {
        History.Commits.Add(new Commit(id, values.ToDictionary(value => value.Key, value => value.Value)));
        foreach (var (key, _) in values)
            _versions[key] = _versions.GetValueOrDefault(key) + 1;

        return this;
    }

    /// <summary>What a client of a write was told.</summary>
    public HistoryBuilder Send(string id, int client, Outcome outcome, Dictionary<string, long> bumped)
    {
        var (start, end) = Next();
        History.Writes.Enqueue(new Write(client, id, [.. bumped.Keys], start, end, outcome, bumped));
        return this;
    }

    public HistoryBuilder Sync(int client, params (string Key, long Known, long Version)[] told)
    {
        var (start, end) = Next();
        History.Answers.Enqueue(new Answer(client, start, end, [.. told.Select(one => new Told(one.Key, one.Known, one.Version))]));
        return this;
    }

    public HistoryBuilder Payload(int client, string key, long version, long value)
    {
        var (start, end) = Next();
        History.Payloads.Enqueue(new Payload(client, key, start, end, version, value));
        return this;
    }

    public HistoryBuilder Skip(int client, string key, long version, long value)
    {
        History.Skips.Enqueue(new Skip(client, key, version, value));
        return this;
    }

    public HistoryBuilder Final(params (string Key, long Version)[] told)
    {
        History.Final.Add(told.ToDictionary(one => one.Key, one => one.Version));
        return this;
    }

    private (long Start, long End) Next() => (++_now, ++_now);
}
