namespace Reality.Client;

/// <summary>
/// Gathers the payloads of each answer and shows them when their versions agree with it (correctness 5a): where a payload is of another
/// version, the server is asked again with the versions in hand, and what changed is fetched again, at most three times.
/// </summary>
internal sealed class PayloadSets(RealityEngine engine)
{
    private const int MaxRounds = 3;

    private int _tears;

    /// <summary>An answer has come.</summary>
    /// <param name="asked">The keys that it speaks of and that are still held.</param>
    /// <param name="changed">Those among them whose payloads have to be fetched.</param>
    /// <param name="call">The number of the sync that was answered.</param>
    internal void Answered(IReadOnlyCollection<KeyEntry> asked, IReadOnlyList<KeyEntry> changed, int call)
    {
        // One that hangs goes on alone: it must not keep back what comes with this answer.
        var together = changed.Where(entry => entry.Fetch is not { IsSlow: true }).ToList();
        var affected = asked.Where(entry => entry.Set?.VerifiedBy <= call).Concat(together)
            .Select(entry => entry.Set).OfType<PayloadSet>().Distinct().ToList();
        if (together.Count == 0 && affected.Count == 0)
            return;

        var set = new PayloadSet();
        foreach (var other in affected)
            set.Merge(other);
        set.Keys.UnionWith(asked);
        foreach (var entry in together)
        {
            set.Members.Add(entry);
            entry.Set = set;
        }

        foreach (var entry in together.Where(entry => entry.Fetch is null))
            engine.Fetcher.Start(entry);

        Check(set);
    }

    /// <summary>A payload has arrived.</summary>
    internal void Arrived(KeyEntry entry, Payload payload)
    {
        if (payload.Version < entry.InHandVersion)
            engine.Report(new(RealityEventKind.LateDiscarded, entry.Key, "a newer one is in hand") { From = entry.InHandVersion, To = payload.Version });
        else
            entry.Stage(payload);

        if (entry.Set is { } set)
            Check(set);
        else
            AcceptLate(entry);
    }

    /// <summary>A payload could not be had. The others go on without it.</summary>
    internal void Failed(KeyEntry entry, RealityException error)
    {
        engine.Report(RealityEventKind.FetchFailed, entry.Key, error.Message, error);
        if (error is RealityRefusedException)
        {
            engine.Refuse(entry, error);
            return;
        }

        Leave(entry);
        // One that came in an earlier round is better than nothing.
        AcceptAlone(entry);
        entry.Fail(error);
        engine.Touch(entry);
        if (error.IsTransient)
            engine.RetryLater(entry, error.RetryAfter);

        entry.Settle();
    }

    /// <summary>Shows a payload that waits for others although it is in no set with them any more.</summary>
    internal void AcceptAlone(KeyEntry entry)
    {
        if (entry is { Staged: not null, Set: null, Fetch: null })
            Accept(entry);
    }

    /// <summary>A key no longer takes part: it failed, was refused or is no longer held.</summary>
    internal void Leave(KeyEntry entry)
    {
        if (entry.Set is not { } set)
            return;

        entry.Set = null;
        set.Members.Remove(entry);
        set.Keys.Remove(entry);
        if (entry.Held && !entry.Refused)
            set.LeftBehind = entry.Key;

        Check(set);
    }

    /// <summary>Takes a key out of its set where the whole set is void.</summary>
    internal static void Dissolve(KeyEntry entry)
    {
        if (entry.Set is not { } set)
            return;

        entry.Set = null;
        set.Members.Remove(entry);
        if (set.Members.Count == 0)
            set.Close();
    }

    /// <summary>The question whether payloads belong together could not be answered: they are shown as they are.</summary>
    internal void Unanswered(IEnumerable<KeyEntry> asked, int call)
    {
        foreach (var set in asked.Select(entry => entry.Set).OfType<PayloadSet>().Distinct().Where(set => set.VerifiedBy <= call).ToList())
            Apply(set, "the server could not be asked whether the payloads belong together");
    }

    /// <summary>A payload takes too long: the others are shown without it, and it goes on alone.</summary>
    internal void Slow(Fetch fetch)
    {
        var entry = fetch.Entry;
        if (entry.Fetch != fetch)
            return;

        engine.Fetcher.MarkSlow(fetch);
        if (entry.Set is not { } set)
            return;

        entry.Set = null;
        set.Members.Remove(entry);
        set.LeftBehind = entry.Key;
        Check(set);
    }

    private void Check(PayloadSet set)
    {
        if (set.Verifying || set.Members.Any(entry => entry.Fetch is not null))
            return;

        if (set.Members.Count == 0)
            set.Close();
        else if (set.Keys.Count <= 1 || Agrees(set))
            Apply(set, set.LeftBehind is { } key ? $"'{key}' has not arrived" : null);
        else if (set.Rounds == MaxRounds)
            Apply(set, $"no agreement after {MaxRounds} rounds");
        else
            Verify(set);
    }

    /// <summary>Whether all that the answer spoke of is in hand as it was at the answer's moment, or was known to be left behind.</summary>
    private static bool Agrees(PayloadSet set) => set.Keys.All(entry =>
        entry.InHandVersion == entry.Answered || (!set.Members.Contains(entry) && entry.InHandVersion < entry.Answered));

    private void Verify(PayloadSet set)
    {
        set.Rounds++;
        set.VerifiedBy = engine.Sync.NextCall;
        set.Patience = engine.After(
            engine.Options.TogetherTimeout,
            () =>
            {
                if (set.Verifying)
                    Apply(set, "the server has not answered whether the payloads belong together");
            });
        foreach (var entry in set.Keys.Where(entry => entry.Held))
            engine.Sync.Request(entry, "payloads of other versions than the answer's");
    }

    private void Apply(PayloadSet set, string? torn)
    {
        var members = set.Members.ToList();
        var keys = set.Keys.ToList();
        set.Close();
        var isTorn = torn is not null && (keys.Count > 1 || set.LeftBehind is not null);
        foreach (var entry in members)
        {
            entry.Set = null;
            Accept(entry);
        }

        // All that the answer spoke of is of one moment, or none of it is known to be.
        foreach (var entry in isTorn ? members : keys)
        {
            entry.Torn = isTorn;
            engine.Touch(entry);
        }

        if (!isTorn)
        {
            _tears = 0;
            return;
        }

        engine.Report(RealityEventKind.Torn, null, $"{string.Join(", ", members.Select(entry => entry.Key))}: {torn}");
        // Shown all the same; a later question finds what is behind.
        AskAbout(members);
    }

    /// <summary>Shows a payload that others could not wait for. Now it may be of one moment with them, which an answer can tell.</summary>
    private void AcceptLate(KeyEntry entry)
    {
        Accept(entry);
        var torn = engine.Held().Where(other => other.Torn).ToList();
        if (torn.Count > 0 && !entry.IsBehind)
            AskAbout(torn);
    }

    private void AskAbout(IEnumerable<KeyEntry> torn)
    {
        if (++_tears <= engine.Options.MaxRetries)
            engine.Sync.RequestAfter(torn, "torn", engine.Backoff.After(_tears));
    }

    private void Accept(KeyEntry entry)
    {
        if (entry.Staged is { } payload)
        {
            engine.Report(new(RealityEventKind.Applied, entry.Key, entry.Why) { From = entry.Known, To = payload.Version });
            entry.Accept();
            engine.Persistence.Changed(entry);
            engine.ConfirmMutations(entry);
        }

        if (entry.IsBehind)
            engine.RetryLater(entry, null);
        else
            (entry.Failures, entry.NotBefore) = (0, default);

        engine.Touch(entry);
        entry.Settle();
    }
}
