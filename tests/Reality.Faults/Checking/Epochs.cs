using Reality.Faults.History;

namespace Reality.Faults.Checking;

/// <summary>An epoch as it showed itself: what its versions count from, and which life of the database it belongs to.</summary>
internal sealed record EpochTimeline(string Epoch, long Base, LifeTimeline Life)
{
    /// <summary>How many commits a version stands for.</summary>
    public int CountOf(long version) => (int)Math.Clamp(version - Base - 1, int.MinValue, int.MaxValue);
}

/// <summary>
/// Finds out about epochs from the answers alone: an epoch belongs to the life during which most of its answers were asked for, and its
/// base is what most told versions agree on that can stand for one number of commits only. The first epoch's base is 0: that is promised.
/// </summary>
internal sealed class Epochs
{
    private readonly Dictionary<string, EpochTimeline> _byName = new(StringComparer.Ordinal);
    private readonly EpochTimeline[] _byBase;

    public Epochs(RunHistory history, IReadOnlyList<LifeTimeline> lives)
    {
        var first = history.Answers.MinBy(answer => answer.End)?.Epoch ?? history.Audits.FirstOrDefault()?.Epoch;
        if (first is not null && history.Answers.IsEmpty)
            _byName.Add(first, new EpochTimeline(first, 0, lives[^1]));

        foreach (var epoch in history.Answers.GroupBy(answer => answer.Epoch))
        {
            var life = epoch.GroupBy(answer => LifeAt(lives, answer.Start)).MaxBy(group => group.Count())!.Key;
            if ((epoch.Key == first ? 0 : BaseOf(epoch, life)) is { } found)
                _byName.Add(epoch.Key, new EpochTimeline(epoch.Key, found, life));
        }

        _byBase = [.. _byName.Values.OrderBy(epoch => epoch.Base)];
    }

    public int Count => _byName.Count;

    public EpochTimeline? Find(string epoch) => _byName.GetValueOrDefault(epoch);

    /// <summary>The epoch that a version is of: bases rise by more than an epoch counts.</summary>
    public EpochTimeline? Of(long version) => Array.FindLast(_byBase, epoch => epoch.Base < version);

    private static LifeTimeline LifeAt(IReadOnlyList<LifeTimeline> lives, long time) => lives.FirstOrDefault(life => time <= life.Ended) ?? lives[^1];

    private static long? BaseOf(IEnumerable<Answer> answers, LifeTimeline life)
    {
        var votes = new Dictionary<long, int>();
        foreach (var answer in answers)
        {
            foreach (var told in answer.Told)
            {
                if (told.Version == 0 || !life.Keys.TryGetValue(told.Key, out var key))
                    continue;

                var certain = key.CertainAt(answer.Start - answer.Staleness);
                if (certain == key.PossibleAt(answer.End))
                    votes[told.Version - 1 - certain] = votes.GetValueOrDefault(told.Version - 1 - certain) + 1;
            }
        }

        return votes.Count == 0 ? null : votes.MaxBy(vote => vote.Value).Key;
    }
}
