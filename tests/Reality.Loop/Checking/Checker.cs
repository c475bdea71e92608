using Reality.Loop.History;

namespace Reality.Loop.Checking;

/// <summary>
/// Holds a recorded run against the ledger. It knows the promises and nothing of how they are kept: it shares no code with the product.
/// </summary>
public static class Checker
{
    /// <summary>Checks a run.</summary>
    public static Verdict Check(RunHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var verdict = new Verdict();
        var timeline = new Timeline(history.Commits);
        CheckOutcomes(history, timeline, verdict);
        CheckFinal(history, timeline, verdict);

        var acknowledged = new Acknowledged(history.Writes, timeline);
        foreach (var answer in history.Answers)
            CheckAnswer(answer, timeline, acknowledged, verdict);

        foreach (var payload in history.Payloads)
            CheckPayload(payload, timeline, acknowledged, verdict);

        foreach (var skip in history.Skips.Where(skip => timeline.ValueAt(skip.Key, skip.Version) is { } value && value != skip.HeldValue))
            verdict.AddStale($"client {skip.Client} kept {skip.HeldValue} of {skip.Key} for version {skip.Version}, which is {timeline.ValueAt(skip.Key, skip.Version)}");

        CheckOrder(history, verdict);
        return verdict;
    }

    // Invariant 1, seen from the writers.
    private static void CheckOutcomes(RunHistory history, Timeline timeline, Verdict verdict)
    {
        foreach (var write in history.Writes)
        {
            var committed = timeline.IsCommitted(write.Id);
            if (write.Outcome == Outcome.Acknowledged && !committed)
                verdict.AddLost(1, $"write {write.Id} was acknowledged and is not there");
            else if (write.Outcome == Outcome.Failed && committed)
                verdict.AddLost(1, $"write {write.Id} failed and is there");

            if (write.Outcome != Outcome.Acknowledged || !committed)
                continue;

            foreach (var key in write.Keys)
            {
                var version = timeline.VersionOf(write.Id, key);
                if (write.Bumped.GetValueOrDefault(key) != version)
                    verdict.AddOwn($"write {write.Id} made {key} version {version} and was told {write.Bumped.GetValueOrDefault(key)}");
            }
        }
    }

    // Invariant 1, seen at the end: as many versions as commits.
    private static void CheckFinal(RunHistory history, Timeline timeline, Verdict verdict)
    {
        foreach (var told in history.Final)
        {
            foreach (var key in timeline.Keys.Union(told.Keys))
            {
                var difference = timeline.LastVersion(key) - told.GetValueOrDefault(key);
                if (difference != 0)
                    verdict.AddLost((int)Math.Abs(difference), $"{key} ends at version {told.GetValueOrDefault(key)}, after {timeline.LastVersion(key) - 1} commits");
            }
        }
    }

    private static void CheckAnswer(Answer answer, Timeline timeline, Acknowledged acknowledged, Verdict verdict)
    {
        var (first, last) = (0, int.MaxValue);
        var isKnown = true;
        foreach (var told in answer.Told)
        {
            CheckFresh(answer.Client, told.Key, told.Holds, answer.Start, acknowledged, verdict);
            if (timeline.MomentsOf(told.Key, told.Holds) is { } moments)
            {
                (first, last) = (Math.Max(first, moments.First), Math.Min(last, moments.Last));
            }
            else
            {
                isKnown = false;
                verdict.AddLost(1, $"client {answer.Client} was told version {told.Holds} of {told.Key}, which no commit made");
            }
        }

        // Invariant 8.
        if (isKnown && first > last)
            verdict.AddTorn($"client {answer.Client} was told of no single moment: {string.Join(", ", answer.Told.Select(told => $"{told.Key}={told.Holds}"))}");
    }

    // Invariant 4: the label is that of exactly this content.
    private static void CheckPayload(Payload payload, Timeline timeline, Acknowledged acknowledged, Verdict verdict)
    {
        CheckFresh(payload.Client, payload.Key, payload.Version, payload.Start, acknowledged, verdict);
        if (timeline.ValueAt(payload.Key, payload.Version) is not { } value)
            verdict.AddLost(1, $"client {payload.Client} got {payload.Key} at version {payload.Version}, which no commit made");
        else if (value != payload.Value)
            verdict.AddTorn($"client {payload.Client} got {payload.Value} as version {payload.Version} of {payload.Key}, which is {value}");
    }

    // Invariant 3.
    private static void CheckFresh(int client, string key, long holds, long start, Acknowledged acknowledged, Verdict verdict)
    {
        var (version, own) = acknowledged.Before(key, client, start);
        if (holds < own)
            verdict.AddOwn($"client {client} had written version {own} of {key} and then holds {holds}");
        else if (holds < version)
            verdict.AddStale($"client {client} holds version {holds} of {key}, although {version} was acknowledged before it asked");
    }

    // Invariant 3: no client sees a key go back. Its requests follow each other, so their starts give its order.
    private static void CheckOrder(RunHistory history, Verdict verdict)
    {
        var seen = history.Answers
            .SelectMany(answer => answer.Told.Select(told => (answer.Client, told.Key, answer.Start, Version: told.Holds)))
            .Concat(history.Payloads.Select(payload => (payload.Client, payload.Key, payload.Start, payload.Version)));
        foreach (var group in seen.GroupBy(one => (one.Client, one.Key)))
        {
            var highest = 0L;
            foreach (var one in group.OrderBy(one => one.Start))
            {
                if (one.Version < highest)
                    verdict.AddBack($"client {one.Client} saw {one.Key} go back from {highest} to {one.Version}");

                highest = Math.Max(highest, one.Version);
            }
        }
    }
}
