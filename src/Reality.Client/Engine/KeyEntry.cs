namespace Reality.Client;

/// <summary>All that the engine knows of one key. Touched on the engine's turn alone.</summary>
internal abstract class KeyEntry(string key)
{
    private readonly List<SyncWaiter> _waiting = [];
    private readonly List<SyncWaiter> _asking = [];

    internal string Key { get; } = key;

    /// <summary>The type of the payload; everybody who uses the key agrees on it.</summary>
    internal abstract Type PayloadType { get; }

    /// <summary>Whether anybody subscribes, as the callers' threads know it.</summary>
    internal abstract bool HasSubscribers { get; }

    /// <summary>Whether anybody subscribes, as the engine knows it.</summary>
    internal bool Held { get; private set; }

    /// <summary>Runs while nobody subscribes; at its end what is held is forgotten.</summary>
    internal ITimer? Eviction { get; set; }

    /// <summary>The payload that is shown, before pending mutations.</summary>
    internal Payload? Truth { get; private set; }

    /// <summary>The version of <see cref="Truth"/>; 0 where there is none, or where its version means nothing any more (a new epoch).</summary>
    internal long Known { get; private set; }

    /// <summary>A payload that has arrived and waits for the others of its answer.</summary>
    internal Payload? Staged { get; private set; }

    /// <summary>The highest version that the server told of.</summary>
    internal long Target { get; set; }

    /// <summary>The hash that belongs to it, as the server told.</summary>
    internal string? Hash { get; set; }

    /// <summary>Why it was last asked for.</summary>
    internal string Why { get; set; } = "mount";

    /// <summary>The version at the moment of the last answer: what has come into hand since may be newer.</summary>
    internal long Answered { get; set; }

    /// <summary>The request for the payload that is under way, if any.</summary>
    internal Fetch? Fetch { get; set; }

    /// <summary>The payloads that this one waits for.</summary>
    internal PayloadSet? Set { get; set; }

    /// <summary>Whether no answer has spoken of what is in hand since the key was mounted again or its version lost its meaning.</summary>
    internal bool Unconfirmed { get; private set; }

    /// <summary>Whether it was shown together with payloads of another moment.</summary>
    internal bool Torn { get; set; }

    internal bool Refused { get; private set; }

    internal Exception? Error { get; private set; }

    /// <summary>How many attempts in a row did not bring the payload that was asked for.</summary>
    internal int Failures { get; set; }

    /// <summary>Runs until the next attempt, where one is scheduled.</summary>
    internal ITimer? Retry { get; private set; }

    /// <summary>Before this its payload is not asked for: the server said so.</summary>
    internal DateTimeOffset NotBefore { get; set; }

    /// <summary>Whether a sync that asks for this key is under way.</summary>
    internal bool Asked { get; private set; }

    /// <summary>The newest payload in hand, shown or not: what a hash is compared with and a conditional request is made for.</summary>
    internal Payload? InHand => Staged ?? Truth;

    /// <summary>The version to ask with.</summary>
    internal long InHandVersion => Staged?.Version ?? Known;

    /// <summary>Whether a newer version exists than what is in hand.</summary>
    internal bool IsBehind => InHandVersion < Target;

    /// <summary>Whether the payload comes from the server that syncs, so that a failure says something about it.</summary>
    internal abstract bool IsFromServer { get; }

    /// <summary>Whether what is stored of it has been asked for.</summary>
    internal bool WasRead { get; set; }

    /// <summary>Whether it is known how its payload is written and read.</summary>
    internal abstract bool CanBeStored { get; }

    /// <summary>What writes an entry; to be called anywhere.</summary>
    internal abstract Func<byte[]> Storing(StoredEntry entry);

    /// <summary>Reads an entry; called anywhere.</summary>
    internal abstract StoredEntry? Restoring(byte[] bytes);

    /// <summary>Gets the payload through the key's source.</summary>
    internal abstract Task<FetchResult> FetchAsync(RealityFetch fetch, CancellationToken cancellationToken);

    /// <summary>Computes what is to be shown, and makes it what a subscription's state says.</summary>
    /// <returns>Whether it differs from what the subscribers saw.</returns>
    internal abstract bool Refresh();

    /// <summary>Calls the subscribers back with it.</summary>
    internal abstract void Publish();

    internal void Hold()
    {
        Held = true;
        Eviction?.Dispose();
        Eviction = null;
    }

    internal void Release()
    {
        Held = false;
        RetryWith(null);
        Staged = null;
        Unconfirmed = true;
    }

    /// <summary>Shows what was stored, as stale.</summary>
    internal void Restore(Payload payload)
    {
        Truth = payload;
        Known = payload.Version;
        Unconfirmed = true;
    }

    internal void Stage(Payload payload) => Staged = payload;

    /// <summary>Shows what is staged.</summary>
    internal void Accept()
    {
        if (Staged is not { } payload)
            return;

        Staged = null;
        Truth = payload;
        Known = payload.Version;
        Unconfirmed = false;
        Refused = false;
        Error = null;
    }

    /// <summary>Records that what is in hand is also what a newer version holds.</summary>
    internal void Relabel(long version)
    {
        if (Staged is { } staged)
        {
            Staged = staged with { Version = version };
        }
        else if (Truth is { } truth)
        {
            Truth = truth with { Version = version };
            Known = version;
            Unconfirmed = false;
            Error = null;
        }
    }

    /// <summary>Forgets versions, not data: after a new epoch they say nothing, and the next answer must count as a change.</summary>
    internal void ForgetVersion()
    {
        Staged = null;
        Known = 0;
        Target = 0;
        Unconfirmed = true;
    }

    /// <summary>Drops all that is held: the user lost the right to see it, or it is gone.</summary>
    internal void Drop(Exception reason)
    {
        Truth = null;
        ForgetVersion();
        // One refusal is told once, however often the key is asked for.
        Error = Refused ? Error : reason;
        Refused = true;
    }

    /// <summary>Forgets everything but who subscribes.</summary>
    internal void Clear()
    {
        RetryWith(null);
        (Truth, Error, Refused, Failures, NotBefore) = (null, null, false, 0, default);
        ForgetVersion();
    }

    internal void RetryWith(ITimer? timer)
    {
        Retry?.Dispose();
        Retry = timer;
    }

    internal void Fail(Exception error)
    {
        // A retry that fails alike is no news.
        if (!Refused && !Alike(Error, error))
            Error = error;
    }

    /// <summary>The server was asked and had nothing newer: an earlier failure is over.</summary>
    internal void Confirm()
    {
        Refused = false;
        Error = null;
        Unconfirmed = false;
    }

    /// <summary>Whether two failures tell a person the same.</summary>
    private static bool Alike(Exception? before, Exception error) =>
        before?.GetType() == error.GetType()
        && (before as RealityException)?.StatusCode == (error as RealityException)?.StatusCode
        && before.Message == error.Message;

    internal void Wait(SyncWaiter waiter) => _waiting.Add(waiter);

    /// <summary>A sync that asks for this key leaves.</summary>
    internal void Ask()
    {
        Asked = true;
        _asking.AddRange(_waiting);
        _waiting.Clear();
    }

    internal void EndAsking() => Asked = false;

    /// <summary>The sync was not answered, and another one leaves for it: whoever waited for the first waits for the second.</summary>
    internal void AskAgain()
    {
        _waiting.AddRange(_asking);
        _asking.Clear();
    }

    /// <summary>Nothing is under way for this key any more: whoever waits for it may go on.</summary>
    internal void Settle(Exception? error = null, bool all = false)
    {
        // A sync that left later than what just ended may still bring news.
        if (Asked && !all)
            return;

        foreach (var waiter in _asking)
            waiter.Done(error);
        _asking.Clear();
        if (!all)
            return;

        foreach (var waiter in _waiting)
            waiter.Done(error);
        _waiting.Clear();
    }
}
