using Reality.Wire;

namespace Reality.Client;

/// <summary>
/// Decides when the server is asked to keep its answer back until something changes, and for which keys: those that are shown at the
/// newest version known. One such question at most is under way for the whole client; anything else that is to be asked ends it.
/// </summary>
internal sealed class LiveSync(RealityEngine engine)
{
    /// <summary>The longest that a server keeps an answer back.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(25);

    /// <summary>An answer without news that comes sooner was not kept back: the server has no room for it.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    private bool _hidden;
    private int _failures;

    /// <summary>Before this nothing is asked.</summary>
    internal DateTimeOffset NotBefore { get; private set; }

    /// <summary>Whether what the user cannot see is not kept live.</summary>
    internal bool Hidden
    {
        get => _hidden;
        set
        {
            _hidden = value;
            if (value)
                engine.Sync.EndHeld();
        }
    }

    /// <summary>Whether there is something to ask for, and nothing on its way that would have to be asked for again.</summary>
    internal bool IsReady => engine.Options.Live && !_hidden && !engine.Held().Any(entry => entry.Fetch is { IsSlow: false }) && Keys().Any();

    /// <summary>How long the server may keep the answer back: not so long that the transport gives up before.</summary>
    internal TimeSpan Wait => engine.Http.Timeout is { Ticks: > 0 } timeout && timeout * 0.8 < MaxWait ? timeout * 0.8 : MaxWait;

    /// <summary>What to ask for. A key that is behind is being fetched or fails: its answer would come at once and tell nothing new.</summary>
    internal IEnumerable<KeyEntry> Keys() => engine.Held()
        .Where(entry => entry is { Refused: false, Retry: null, Staged: null, IsBehind: false, InHandVersion: > 0 })
        .Take(engine.Options.MaxKeysPerSync);

    /// <summary>Whether a question leaves out what could be asked for by now.</summary>
    internal bool IsOutgrown(SyncCall call) => IsReady && Keys().Any(entry => !call.Asked.ContainsKey(entry));

    /// <summary>There is a new reason to believe that the server has room.</summary>
    internal void BeginAnew() => (_failures, NotBefore) = (0, default);

    internal void Answered(SyncCall call, SyncAnswer answer)
    {
        _failures = 0;
        var news = (answer.Epoch is not null && answer.Epoch != engine.Server.Epoch) || answer.Refused is { Count: > 0 }
            || call.Asked.Any(asked => answer.Changed!.TryGetValue(asked.Key.Key, out var node) && node.Version > asked.Value);
        if (news || engine.Now - call.SentAt >= AtOnce)
        {
            NotBefore = default;
            return;
        }

        var interval = engine.Options.LiveInterval * (1 + (engine.Options.Random.NextDouble() / 2));
        NotBefore = engine.Now + interval;
        engine.Report(RealityEventKind.RetryScheduled, null, $"live, in {interval.TotalMilliseconds:F0} ms: the server does not hold the question");
    }

    /// <summary>
    /// That a question was cut off is no news for the user: an ordinary one tells whether the server can be asked.
    /// </summary>
    internal void Failed(SyncCall call, RealityException error)
    {
        var delay = engine.Backoff.After(++_failures, error.RetryAfter);
        NotBefore = error.IsTransient ? engine.Now + delay : DateTimeOffset.MaxValue;
        engine.Report(
            RealityEventKind.RetryScheduled,
            null,
            error.IsTransient ? $"live, in {delay.TotalMilliseconds:F0} ms" : "live, with the next trigger",
            error);
        if (error.IsTransient && !engine.Sync.IsFailing)
            engine.Sync.RequestAfter(call.Asked.Keys, "live", TimeSpan.Zero);
    }
}
