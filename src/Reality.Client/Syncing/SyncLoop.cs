using System.Diagnostics.CodeAnalysis;
using System.Text;
using Reality.Wire;

namespace Reality.Client;

/// <summary>
/// Decides when to ask the server: one sync at most is under way; what is asked for meanwhile leaves right after it; a failure is
/// followed by another attempt, later each time, where that can help.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A call is disposed when it ends; stopping ends it.")]
internal sealed class SyncLoop(RealityEngine engine)
{
    /// <summary>Keeps a request below the server's limit of 256 KiB, with room for its other fields.</summary>
    private const int MaxBytes = 200 * 1024;

    private readonly Dictionary<KeyEntry, string> _due = [];
    private SyncCall? _call;
    private ITimer? _timer;
    private bool _posted;
    private bool _offline;
    private int _failures;
    private DateTimeOffset _leaveAt;
    private DateTimeOffset _backoffUntil;
    private DateTimeOffset _refusedUntil;

    /// <summary>The number that the next sync to leave will have.</summary>
    internal int NextCall { get; private set; } = 1;

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

    internal void Forget(KeyEntry entry) => _due.Remove(entry);

    internal void GoOffline() => _offline = true;

    /// <summary>The network is (believed to be) there: what hangs on the old one is given up.</summary>
    internal void GoOnline(bool abandon)
    {
        _offline = false;
        _failures = 0;
        _backoffUntil = default;
        if (abandon)
            _call?.Abandon();
        Schedule();
    }

    /// <summary>There is a new reason to believe that asking helps: what has failed before no longer counts.</summary>
    internal void BeginAnew() => _failures = 0;

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

        if (_due.Count == 0 && _call is null)
            _leaveAt = engine.Now + engine.Options.BatchWindow;
        _due.TryAdd(entry, reason);
    }

    private void Schedule()
    {
        _timer?.Dispose();
        _timer = null;
        if (_call is not null || _offline || _posted || _due.Count == 0)
            return;

        var at = new[] { _leaveAt, _backoffUntil, _refusedUntil }.Max();
        var wait = at - engine.Now;
        if (wait > TimeSpan.Zero)
        {
            _timer = engine.After(wait, Leave);
            return;
        }

        // To the end of the queue: what was asked for in the same turn comes along.
        _posted = true;
        engine.Post(Leave);
    }

    private void Leave()
    {
        _posted = false;
        if (_call is not null || _offline || _due.Count == 0 || engine.IsStopped)
            return;

        if (new[] { _leaveAt, _backoffUntil, _refusedUntil }.Max() > engine.Now)
        {
            Schedule();
            return;
        }

        var asked = new Dictionary<KeyEntry, long>();
        var known = new Dictionary<string, long>(StringComparer.Ordinal);
        var reasons = new HashSet<string>();
        var bytes = 0;
        // Whatever else is held comes along, so that an answer is about all that is on the screen: what changed in one transaction is then
        // found in one answer. What was refused or waits for its own retry does not.
        var others = engine.Held().Where(entry => !_due.ContainsKey(entry) && entry is { Refused: false, Retry: null });
        foreach (var (entry, reason) in _due.Concat(others.Select(entry => KeyValuePair.Create(entry, ""))))
        {
            bytes += Encoding.UTF8.GetByteCount(entry.Key) + 32;
            if (asked.Count > 0 && (asked.Count == engine.Options.MaxKeysPerSync || bytes > MaxBytes))
                break;

            asked.Add(entry, entry.InHandVersion);
            known.Add(entry.Key, entry.InHandVersion);
            if (reason.Length > 0)
                reasons.Add(reason);
        }

        foreach (var entry in asked.Keys)
        {
            _due.Remove(entry);
            entry.Ask();
        }

        var call = _call = new SyncCall(NextCall++, asked);
        var question = new SyncRequest
        {
            Known = known,
            Seen = engine.Server.Doubt ? null : engine.Server.Seen,
            Epoch = engine.Server.Epoch,
        };
        call.InDoubt = engine.Server.Doubt;
        engine.Server.Doubt = false;
        engine.Report(RealityEventKind.SyncSent, null, $"{asked.Count} keys: {string.Join(", ", reasons)}");
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
        End(call);
        _failures = 0;
        _offline = false;
        engine.Report(RealityEventKind.SyncAnswered, null, $"{answer.Changed!.Count} of {call.Asked.Count} keys changed");
        engine.Answers.Take(call, answer);
        Schedule();
    }

    private void Failed(SyncCall call, RealityException error)
    {
        var abandoned = call.IsAbandoned;
        engine.Server.Doubt |= call.InDoubt;
        End(call);
        if (abandoned)
        {
            foreach (var entry in call.Asked.Keys)
                Request(entry, "reconnect");
            return;
        }

        engine.Report(RealityEventKind.SyncFailed, null, error.Message, error);
        var held = call.Asked.Keys.Where(entry => entry.Held).ToList();
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

    private void End(SyncCall call)
    {
        _call = null;
        call.Dispose();
        foreach (var entry in call.Asked.Keys)
            entry.EndAsking();
    }
}
