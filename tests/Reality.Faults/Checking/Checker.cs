using Reality.Faults.History;

namespace Reality.Faults.Checking;

/// <summary>
/// Holds a recorded run against what the application's own tables say. It knows the promises and nothing of how they are kept: it shares
/// no code with the product.
/// </summary>
public sealed partial class Checker
{
    private readonly RunHistory _history;
    private readonly Dictionary<string, Write> _writes;
    private readonly LifeTimeline[] _lives;
    private readonly Epochs _epochs;
    private readonly Acknowledged _acknowledged;
    private readonly Func<long, long> _contentOf;
    private readonly Verdict _verdict = new();

    private Checker(RunHistory history, Func<long, long> contentOf)
    {
        _history = history;
        _contentOf = contentOf;
        _writes = history.Writes.ToDictionary(write => write.Id, StringComparer.Ordinal);
        _lives = [.. history.Lives.Select(life => new LifeTimeline(life, history, _writes))];
        _epochs = new Epochs(history, _lives);
        _acknowledged = new Acknowledged(history.Writes);
    }

    /// <summary>Checks a run.</summary>
    /// <param name="history">The run.</param>
    /// <param name="contentOf">The content that a sum of changes makes; the sum itself where it is left out.</param>
    public static Verdict Check(RunHistory history, Func<long, long>? contentOf = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        var checker = new Checker(history, contentOf ?? (sum => sum));
        checker.CheckWrites();
        foreach (var answer in history.Answers)
            checker.CheckAnswer(answer);

        foreach (var payload in history.Payloads)
            checker.CheckPayload(payload);

        foreach (var skip in history.Skips)
            checker.CheckSkip(skip);

        checker.CheckOrder();
        checker.CheckEnd();
        foreach (var leak in history.Leaks)
            checker._verdict.AddLeaked($"client {leak.Client} {leak.What}");

        return checker._verdict;
    }

    // Invariant 3, where the times leave no doubt: what was acknowledged before it was asked for is in every answer.
    private bool CheckAcknowledged(int client, string key, long holds, long start, long staleness)
    {
        if (holds < _acknowledged.OwnBefore(key, client, start))
            _verdict.AddOwn($"client {client} had written version {_acknowledged.OwnBefore(key, client, start)} of {key} and then holds {holds}");
        else if (holds < _acknowledged.Before(key, start - staleness))
            _verdict.AddStale($"client {client} holds version {holds} of {key}, although {_acknowledged.Before(key, start - staleness)} was acknowledged before it asked");
        else
            return true;

        return false;
    }

    /// <summary>What a version of a key stands for; <see langword="null"/>, and counted, where that cannot be.</summary>
    private Included? Include(int client, EpochTimeline epoch, KeyTimeline timeline, string key, long version, (long Start, long End) asked)
    {
        var count = epoch.CountOf(version);
        var certain = timeline.CertainAt(asked.Start);
        if (count < certain)
            _verdict.AddStale($"client {client} holds version {version} of {key}, {count} writes, although {certain} were acknowledged before it asked");
        else if (count > timeline.PossibleAt(asked.End))
            _verdict.AddLost($"client {client} was told version {version} of {key}, {count} writes, when there can have been {timeline.PossibleAt(asked.End)} at most");
        else if (timeline.Of(count) is { } included)
            return included;
        else
            _verdict.AddTorn($"client {client} was told version {version} of {key}, {count} writes, which it never had");

        return null;
    }

    // Of a dead database: whatever it says, the one that took over may know better.
    private bool IsOver(EpochTimeline epoch, int client, string key, long start)
    {
        if (start <= epoch.Life.Ended)
            return false;

        _verdict.AddStale($"client {client} was told of {key} what the database said before it was replaced");
        return true;
    }
}
