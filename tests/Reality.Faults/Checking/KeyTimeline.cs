namespace Reality.Faults.Checking;

/// <summary>How many commits of a key's own, and of its family, a version may stand for.</summary>
internal readonly record struct Included(int OwnLeast, int OwnMost, int Total)
{
    public int FamilyLeast => Total - OwnMost;

    public int FamilyMost => Total - OwnLeast;
}

/// <summary>
/// A key's true history in one life: its version counts the commits of its own and of its family. Which of the two came first is known
/// only where their times tell it.
/// </summary>
internal sealed class KeyTimeline(Chain own, Chain? family)
{
    private readonly Dictionary<int, Included?> _included = [];

    public Chain Own => own;

    public Chain? Family => family;

    public int Total => own.Count + (family?.Count ?? 0);

    public int CertainAt(long time) => own.CertainAt(time) + (family?.CertainAt(time) ?? 0);

    public int PossibleAt(long time) => own.PossibleAt(time) + (family?.PossibleAt(time) ?? 0);

    /// <summary>What so many commits may be made of; <see langword="null"/> where no moment had so many.</summary>
    public Included? Of(int total)
    {
        if (total < 0 || total > Total)
            return null;
        if (family is null)
            return new Included(total, total, total);

        if (!_included.TryGetValue(total, out var included))
            _included.Add(total, included = Find(total, family));

        return included;
    }

    /// <summary>Whether so many commits may have made a content.</summary>
    public bool MayBe(int total, long value, Func<long, long> contentOf)
    {
        if (Of(total) is not { } included)
            return false;

        for (var mine = included.OwnLeast; mine <= included.OwnMost; mine++)
        {
            if (contentOf(own.ValueAfter(mine) + (family?.ValueAfter(total - mine) ?? 0)) == value)
                return true;
        }

        return false;
    }

    private Included? Find(int total, Chain family)
    {
        var (least, most) = (int.MaxValue, -1);
        for (var mine = Math.Max(0, total - family.Count); mine <= Math.Min(total, own.Count); mine++)
        {
            var theirs = total - mine;
            if (own.From(mine) < family.Until(theirs) && family.From(theirs) < own.Until(mine))
                (least, most) = (Math.Min(least, mine), Math.Max(most, mine));
        }

        return most < 0 ? null : new Included(least, most, total);
    }
}
