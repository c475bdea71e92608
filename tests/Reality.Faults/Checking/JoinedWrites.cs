namespace Reality.Faults.Checking;

/// <summary>Which commits of one name came together with which of another.</summary>
internal sealed class JoinedWrites
{
    private readonly Dictionary<(string Name, string Other), List<(int Count, int Needed)>> _pairs = [];

    public void Add(IReadOnlyList<(string Name, int Count)> places)
    {
        foreach (var (name, count) in places)
        {
            foreach (var (other, needed) in places)
            {
                if (name == other)
                    continue;

                if (!_pairs.TryGetValue((name, other), out var list))
                    _pairs.Add((name, other), list = []);

                list.Add((count, needed));
            }
        }
    }

    public void Complete()
    {
        foreach (var list in _pairs.Values)
        {
            list.Sort();
            for (var i = 1; i < list.Count; i++)
                list[i] = (list[i].Count, Math.Max(list[i].Needed, list[i - 1].Needed));
        }
    }

    public int Needed(string name, int count, string other)
    {
        if (!_pairs.TryGetValue((name, other), out var list))
            return 0;

        var at = list.BinarySearch((count, int.MaxValue));
        at = at < 0 ? ~at - 1 : at;
        return at < 0 ? 0 : list[at].Needed;
    }
}
