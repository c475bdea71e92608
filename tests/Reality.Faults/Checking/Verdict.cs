namespace Reality.Faults.Checking;

/// <summary>What the checker counted.</summary>
public sealed class Verdict
{
    private const int KeptExamples = 8;
    private readonly List<string> _examples = [];

    /// <summary>Commits without a raised version, raised versions without a commit, and outcomes that were not true.</summary>
    public int Lost { get; private set; }

    /// <summary>Answers older than a write that was acknowledged before they were asked for.</summary>
    public int Stale { get; private set; }

    /// <summary>Versions lower than what the same client was told before.</summary>
    public int Back { get; private set; }

    /// <summary>Answers that are of no single moment, and contents under the label of another version.</summary>
    public int Torn { get; private set; }

    /// <summary>What was told to users who may not know it.</summary>
    public int Leaked { get; private set; }

    /// <summary>Writes that their own client did not see afterwards, or was told a wrong version of.</summary>
    public int Own { get; private set; }

    /// <summary>The first violations, in words.</summary>
    public IReadOnlyList<string> Examples => _examples;

    /// <summary>Whether nothing was found.</summary>
    public bool IsGreen => Lost + Stale + Back + Torn + Leaked + Own == 0;

    internal void AddLost(string example, int count = 1) => Add("lost", example, () => Lost += count);

    internal void AddStale(string example) => Add("stale", example, () => Stale++);

    internal void AddBack(string example) => Add("back", example, () => Back++);

    internal void AddTorn(string example) => Add("torn", example, () => Torn++);

    internal void AddLeaked(string example) => Add("leaked", example, () => Leaked++);

    internal void AddOwn(string example) => Add("own", example, () => Own++);

    private void Add(string kind, string example, Action count)
    {
        count();
        if (_examples.Count(one => one.StartsWith(kind, StringComparison.Ordinal)) < KeptExamples)
            _examples.Add($"{kind}: {example}");
    }
}
