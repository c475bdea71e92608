using System.Diagnostics.CodeAnalysis;
using Reality.Wire;

namespace Reality.Client;

/// <summary>
/// Decides when to ask the server: one sync at most is under way; what is asked for meanwhile leaves right after it, or at once where
/// that one is only held; a failure is followed by another attempt, later each time, where that can help.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A call is disposed when it ends; stopping ends it.")]
internal sealed class SyncLoop(RealityEngine engine)
{
    private readonly DueKeys _due = new(engine.Options);
    private SyncCall? _call;
    private ITimer? _timer;
    private bool _posted;
    private bool _offline;
    private int _failures;
    private int _failovers;
    private DateTimeOffset _leaveAt;
    private DateTimeOffset _backoffUntil;
    private DateTimeOffset _refusedUntil;

    /// <summary>The number that the next sync to leave will have.</summary>
    internal int NextCall { get; private set; } = 1;

    /// <summary>Whether the last sync failed.</summary>
    internal bool IsFailing => _failures > 0;

    /// <summary>Makes a key due. Does not wait out a backoff: whoever asks has a reason to believe that it can succeed now.</summary>
    internal void Request(KeyEntry entry, string reason)
    {
        Queue(entry, reason);
        _backoffUntil = default;
        Schedule();
    }

    /// <summary>Makes keys due, to be asked for after a while or with whatever leaves before.</summary>
    internal void RequestAfter(IEnumerable<KeyEntry> entries, string reason, TimeSpan delay)
    {
        foreach (var entry in entries)
            Queue(entry, reason);
        _backoffUntil = engine.Now + delay;
        Schedule();
    }

    /// <summary>Makes keys due, to be asked for when nothing speaks against it.</summary>
    internal void RequestPatiently(IEnumerable<KeyEntry> entries, string reason)
    {
        foreach (var entry in entries)
            Queue(entry, reason);
        Schedule();
    }

    internal void Forget(KeyEntry entry) => _due.Remove(entry);

    /// <summary>Gives up a sync that is held, if one is: it is nobody's but the engine's own.</summary>
    internal void EndHeld()
    {
        if (_call is not { IsHeld: true } call)
            return;

        call.Abandon();
        _call = null;
        engine.Server.Doubt |= call.InDoubt;
    }

    /// <summary>What was shown or fetched in this turn may now be held.</summary>
    internal void TurnEnded()
    {
        if (!engine.Options.Live || engine.IsStopped)
            return;

        if (_call is { IsHeld: true } call && engine.Live.IsOutgrown(call))
            EndHeld();
        if (_call is null && !_due.Any)
            Schedule();
    }

    internal void GoOffline()
    {
        _offline = true;
        EndHeld();
    }

    /// <summary>The network is (believed to be) there: what hangs on the old one is given up.</summary>
    internal void GoOnline(bool abandon)
    {
        _offline = false;
        _failures = 0;
        _backoffUntil = default;
        EndHeld();
        if (abandon)
            Abandon();
        Schedule();
    }

    /// <summary>What is under way is not waited for any more; it is asked for again.</summary>
    internal void Abandon()
    {
        EndHeld();
        _call?.Abandon();
    }

    /// <summary>There is a new reason to believe that asking helps: what has failed before no longer counts.</summary>
    internal void BeginAnew() => _failures = 0;

    /// <summary>Something that kept the next sync back may be over.</summary>
    internal void Resume() => Schedule();

    internal void Stop()
    {
        _due.Clear();
        _timer?.Dispose();
        _call?.Abandon();
    }

    private void Queue(KeyEntry entry, string reason)
    {
        if (!entry.Held)
            return;

        if (!_due.Any && _call is null or { IsHeld: true })
            _leaveAt = engine.Now + engine.Options.BatchWindow;
        _due.Add(entry, reason);
    }

    private void Schedule()
    {
        _timer?.Dispose();
        _timer = null;
        if (_posted || LeavesAt is not { } at)
            return;

        var wait = at - engine.Now;
        if (wait > TimeSpan.Zero)
        {
            _timer = at == DateTimeOffset.MaxValue ? null : engine.After(wait, Leave);
            return;
        }

        // To the end of the queue: what was asked for in the same turn comes along.
        _posted = true;
        engine.Post(Leave);
    }

    /// <summary>When the next sync leaves; <see langword="null"/> where there is no reason for one, or it cannot.</summary>
    private DateTimeOffset? LeavesAt
    {
        get
        {
            if (_offline || engine.IsStopped || engine.Persistence.IsReading || _call is { IsHeld: false })
                return null;
            if (_due.Any)
                return new[] { _leaveAt, _backoffUntil, RefusedUntil }.Max();
            return _call is null && engine.Live.IsReady ? new[] { engine.Live.NotBefore, RefusedUntil }.Max() : null;
        }
    }

    /// <summary>Before this the server does not want to be asked.</summary>
    private DateTimeOffset RefusedUntil => engine.Servers.RefusedUntil is var all && all > _refusedUntil ? all : _refusedUntil;

    private void Leave()
    {
        _posted = false;
        if (LeavesAt is not { } at)
            return;

        if (at > engine.Now)
            Schedule();
        else if (_due.Any)
            Ask();
        else
            AskToHold();
    }

    /// <summary>Asks for what is due.</summary>
    private void Ask()
    {
        EndHeld();
        // Whatever else is held comes along, so that an answer is about all that is on the screen: what changed in one transaction is then
        // found in one answer. What was refused or waits for its own retry does not.
        var (asked, reason) = _due.Take(engine.Held().Where(entry => entry is { Refused: false, Retry: null }));
        foreach (var entry in asked.Keys)
            entry.Ask();

        Send(asked, reason, TimeSpan.Zero);
    }

    /// <summary>Leaves the question with the server.</summary>
    private void AskToHold()
    {
        var asked = _due.Fitting(engine.Live.Keys());
        foreach (var entry in asked.Keys)
            entry.Why = "live";
        Send(asked, "live", engine.Live.Wait);
    }

    private void Send(Dictionary<KeyEntry, long> asked, string reason, TimeSpan wait)
    {
        var server = engine.Servers.Current;
        var call = _call = new SyncCall(NextCall++, server, asked, engine.Now)
        {
            Wait = wait,
            Timeout = engine.Servers.TimeoutOf(server) + wait,
            InDoubt = engine.Server.Doubt,
        };
        var question = new SyncRequest
        {
            Known = asked.ToDictionary(pair => pair.Key.Key, pair => pair.Value, StringComparer.Ordinal),
            Seen = call.InDoubt ? null : engine.Server.Seen,
            Epoch = engine.Server.Epoch,
            Wait = call.IsHeld ? (int)wait.TotalMilliseconds : null,
        };
        engine.Server.Doubt = false;
        engine.Report(RealityEventKind.SyncSent, null, $"{reason}, {asked.Count} {(asked.Count == 1 ? "key" : "keys")} of {server.Name}");
        engine.Run(() => RunAsync(call, question));
    }

    private async Task RunAsync(SyncCall call, SyncRequest question)
    {
        try
        {
            var answer = await call.SendAsync(engine, question).ConfigureAwait(false);
            engine.Post(() => Answered(call, answer));
        }
        catch (RealityException error)
        {
            engine.Post(() => Failed(call, error));
        }
    }

    private void Answered(SyncCall call, SyncAnswer answer)
    {
        if (!End(call))
            return;

        _failures = 0;
        _failovers = 0;
        _offline = false;
        call.Server.Answered();
        engine.Servers.Heard(call.Server, answer.Mesh?.Peers ?? []);
        engine.Report(RealityEventKind.SyncAnswered, null, $"{answer.Changed!.Count} of {call.Asked.Count} keys changed");
        if (call.IsHeld)
            engine.Live.Answered(call, answer);
        engine.Answers.Take(call, answer);
        Schedule();
    }

    private void Failed(SyncCall call, RealityException error)
    {
        if (!End(call))
            return;

        engine.Server.Doubt |= call.InDoubt;
        if (call.IsAbandoned)
        {
            Repeat(call.Asked.Keys, "reconnect");
            return;
        }

        engine.Report(RealityEventKind.SyncFailed, null, error.Message, error);
        if (call.IsHeld)
        {
            if (error.RetryAfter is { } pause)
                _refusedUntil = engine.Now + pause;
            engine.Live.Failed(call, error);
            Schedule();
            return;
        }

        var held = call.Asked.Keys.Where(entry => entry.Held).ToList();
        engine.Servers.Failed(call.Server, error);
        if (ServerPool.IsToBlame(error) && ++_failovers < engine.Servers.Count)
        {
            Repeat(held, "failover");
            return;
        }

        _failovers = 0;
        engine.Payloads.Unanswered(held, call.Number);
        foreach (var entry in held)
        {
            entry.Fail(error);
            entry.Settle(error);
            engine.Touch(entry);
        }

        if (error.IsTransient && ++_failures <= engine.Options.MaxRetries)
        {
            var delay = engine.Backoff.After(_failures, error.RetryAfter);
            if (error.RetryAfter is not null)
                _refusedUntil = engine.Now + delay;
            engine.Report(RealityEventKind.RetryScheduled, null, $"sync, in {delay.TotalMilliseconds:F0} ms", error);
            RequestAfter(held, "retry", delay);
        }

        Schedule();
    }

    /// <summary>Asks at once what a call has not answered.</summary>
    private void Repeat(IEnumerable<KeyEntry> entries, string reason)
    {
        foreach (var entry in entries)
        {
            entry.AskAgain();
            Request(entry, reason);
        }
    }

    /// <returns>Whether it is still of interest.</returns>
    private bool End(SyncCall call)
    {
        call.Dispose();
        if (_call != call)
            return false;

        _call = null;
        if (!call.IsHeld)
        {
            foreach (var entry in call.Asked.Keys)
                entry.EndAsking();
        }

        return true;
    }
}
