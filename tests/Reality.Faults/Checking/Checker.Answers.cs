using Reality.Faults.History;

namespace Reality.Faults.Checking;

public sealed partial class Checker
{
    // Without hints a server looks once a second; the rest is for machines that are busy.
    private const long Patience = 3_000_000;

    private readonly List<(string Name, int Least, int Most, KeyTimeline Key)> _state = [];

    private void CheckAnswer(Answer answer)
    {
        CheckPromptness(answer);
        var epoch = _epochs.Find(answer.Epoch);
        _state.Clear();
        foreach (var told in answer.Told)
        {
            if (!CheckAcknowledged(answer.Client, told.Key, told.Holds, answer.Start, answer.Staleness))
                continue;
            if (epoch is null || !epoch.Life.Keys.TryGetValue(told.Key, out var timeline))
                continue;
            if (IsOver(epoch, answer.Client, told.Key, answer.Start - answer.Staleness))
                return;
            if (Include(answer.Client, epoch, timeline, told.Key, told.Holds, (answer.Start - answer.Staleness, answer.End)) is not { } included)
                continue;

            _state.Add((told.Key, included.OwnLeast, included.OwnMost, timeline));
            if (_history.Counted[told.Key] is { } family)
                AddFamily(answer, family, included, timeline);
        }

        if (epoch is not null)
            CheckMoment(answer, epoch.Life);
    }

    // A held sync is woken by what it waits for, and where no hint comes, it looks now and then; it does not sleep on.
    private void CheckPromptness(Answer answer)
    {
        if (answer.Wait == 0)
            return;

        foreach (var told in answer.Told)
        {
            var known = _acknowledged.FirstAbove(told.Key, told.Known);
            if (known < answer.End - Patience && !_history.Disturbances.Any(one => one.End + Patience > Math.Max(known, answer.Start) && one.Start < answer.End)
                && answer.End - Math.Max(known, answer.Start) > Patience)
            {
                _verdict.AddStale($"client {answer.Client} waited {(answer.End - Math.Max(known, answer.Start)) / 1_000} ms for a version of {told.Key} that was there");
                return;
            }
        }
    }

    // Keys of one family tell of one number of its commits.
    private void AddFamily(Answer answer, string family, Included included, KeyTimeline timeline)
    {
        var at = _state.FindIndex(one => one.Name == family);
        if (at < 0)
        {
            _state.Add((family, included.FamilyLeast, included.FamilyMost, timeline));
            return;
        }

        var (least, most) = (Math.Max(_state[at].Least, included.FamilyLeast), Math.Min(_state[at].Most, included.FamilyMost));
        if (least > most)
            _verdict.AddTorn($"client {answer.Client} was told of {family} as of several moments: {Describe(answer)}");
        else
            _state[at] = (family, least, most, timeline);
    }

    // Invariant 8.
    private void CheckMoment(Answer answer, LifeTimeline life)
    {
        var (from, until) = (long.MinValue, long.MaxValue);
        foreach (var (name, least, most, key) in _state)
        {
            var chain = _history.Counted.ContainsKey(name) ? key.Own : key.Family!;
            (from, until) = (Math.Max(from, chain.From(least)), Math.Min(until, chain.Until(most)));
        }

        if (from >= until)
        {
            _verdict.AddTorn($"client {answer.Client} was told of no single moment: {Describe(answer)}");
            return;
        }

        foreach (var (name, least, _, _) in _state)
        {
            foreach (var (other, _, most, _) in _state)
            {
                if (least > 0 && life.Needed(name, least, other) > most)
                {
                    _verdict.AddTorn($"client {answer.Client} was told half of a write of {name} and {other}: {Describe(answer)}");
                    return;
                }
            }
        }
    }

    private static string Describe(Answer answer) => string.Join(", ", answer.Told.Select(told => $"{told.Key}={told.Holds}"));
}
