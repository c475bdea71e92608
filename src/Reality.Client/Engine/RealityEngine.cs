using System.Diagnostics.CodeAnalysis;

namespace Reality.Client;

/// <summary>The parts of the engine, and what they have in common. Everything but the registry runs on the queue's turn.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A cancelled source without a timer holds nothing; its token is read until the end.")]
internal sealed class RealityEngine
{
    private readonly EngineQueue _queue;
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<KeyEntry> _touched = [];
    private readonly List<Action> _atTurnEnd = [];
    private readonly RunningWork _running = new();

    internal RealityEngine(HttpClient http, RealityClientOptions options)
    {
        Http = http;
        Options = options;
        Stopped = _stop.Token;
        _queue = new EngineQueue(EndTurn, error => Report(RealityEventKind.CallbackFailed, null, "a fault of the engine", error));
        Backoff = new Backoff(options);
        Servers = new ServerPool(this, http, options.Servers);
        Fetcher = new PayloadFetcher(this);
        Payloads = new PayloadSets(this);
        Answers = new AnswerReader(this);
        Sync = new SyncLoop(this);
        Live = new LiveSync(this);
        Persistence = new Persistence(this);
    }

    internal HttpClient Http { get; }

    internal RealityClientOptions Options { get; }

    internal KeyRegistry Keys { get; } = new();

    internal ServerState Server { get; } = new();

    internal ServerPool Servers { get; }

    internal MutationStack Mutations { get; } = new();

    internal MutationQueues MutationQueues { get; } = new();

    internal Backoff Backoff { get; }

    internal PayloadFetcher Fetcher { get; }

    internal PayloadSets Payloads { get; }

    internal AnswerReader Answers { get; }

    internal SyncLoop Sync { get; }

    internal LiveSync Live { get; }

    internal Persistence Persistence { get; }

    internal CancellationToken Stopped { get; }

    internal bool IsStopped => Stopped.IsCancellationRequested;

    internal DateTimeOffset Now => Options.TimeProvider.GetUtcNow();

    /// <summary>How many pieces of work there have been, and whether any is left.</summary>
    internal (long Posted, bool IsIdle) Work => _queue.State;

    /// <summary>How much runs beside the queue.</summary>
    internal int RunningCount => _running.Count;

    internal void Post(Action work) => _queue.Post(work);

    /// <summary>Finds something out on the engine's turn.</summary>
    internal Task<T> AskAsync<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => answer.SetResult(question()));
        return answer.Task;
    }

    /// <summary>Runs something asynchronous beside the queue.</summary>
    internal void Run(Func<Task> work) => _running.Start(work);

    internal ITimer After(TimeSpan delay, Action work) =>
        Options.TimeProvider.CreateTimer(_ => Post(work), null, delay, Timeout.InfiniteTimeSpan);

    internal IReadOnlyList<KeyEntry> Held() => [.. Keys.All().Where(entry => entry.Held)];

    /// <summary>Marks a key whose state may have changed; it is published at the end of the turn.</summary>
    internal void Touch(KeyEntry entry) => _touched.Add(entry);

    /// <summary>Runs something after what changed in this turn has been published.</summary>
    internal void AtTurnEnd(Action work) => _atTurnEnd.Add(work);

    internal void Report(RealityEventKind kind, string? key, string reason, Exception? error = null) =>
        Report(new RealityEvent(kind, key, reason, error));

    internal void Report(RealityEvent happened)
    {
        try
        {
            Options.OnEvent?.Invoke(happened);
        }
#pragma warning disable CA1031 // A listener must not disturb what it listens to.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    /// <summary>Applies an optimistic change; one that throws is left out.</summary>
    internal bool TryApply(Layer layer, object? value, out object? changed)
    {
        try
        {
            changed = layer.Change(value);
            return true;
        }
#pragma warning disable CA1031 // The change is user code; its failure must not hide the truth.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Report(RealityEventKind.CallbackFailed, layer.Key, "an optimistic change could not be applied", error);
            changed = null;
            return false;
        }
    }

    /// <summary>Takes out the optimistic changes that the truth shown includes.</summary>
    internal void ConfirmMutations(KeyEntry entry)
    {
        if (entry.Truth is null || Mutations.Confirm(entry.Key, entry.Known) == 0)
            return;

        Report(RealityEventKind.MutationConfirmed, entry.Key, $"included in v{entry.Known}");
        Touch(entry);
    }

    /// <summary>The user may not see the key (any more): everything held is dropped, and it is not asked for again but on a trigger.</summary>
    internal void Refuse(KeyEntry entry, RealityException reason)
    {
        Fetcher.Abandon(entry);
        entry.RetryWith(null);
        entry.Failures = 0;
        entry.Drop(reason);
        Mutations.Forget(entry.Key);
        Payloads.Leave(entry);
        Persistence.Dropped(entry);
        Report(RealityEventKind.Refused, entry.Key, reason.Message, reason);
        Touch(entry);
        entry.Settle();
    }

    /// <summary>What is known of a key's version is void. Its data stays on the screen, as stale.</summary>
    /// <param name="entry">The key.</param>
    /// <param name="alone">Whether the other keys keep their versions.</param>
    internal void Reset(KeyEntry entry, bool alone)
    {
        Fetcher.Abandon(entry);
        if (alone)
        {
            Persistence.Dropped(entry);
            Payloads.Leave(entry);
        }
        else
        {
            PayloadSets.Dissolve(entry);
        }

        entry.ForgetVersion();
        Touch(entry);
    }

    /// <summary>Forgets all that is held and stored.</summary>
    /// <returns>Ends when the store is empty.</returns>
    internal Task Clear()
    {
        var cleared = Persistence.Clear();
        Sync.Abandon();
        Mutations.Clear();
        foreach (var entry in Keys.All())
        {
            Fetcher.Abandon(entry);
            PayloadSets.Dissolve(entry);
            entry.Clear();
            Touch(entry);
            if (entry.Held)
                Sync.Request(entry, "cleared");
            else
                Keys.Evict(entry);
        }

        return cleared;
    }

    /// <summary>Asks for a key again after a while.</summary>
    internal void RetryLater(KeyEntry entry, TimeSpan? retryAfter)
    {
        if (++entry.Failures > Options.MaxRetries)
        {
            entry.RetryWith(null);
            Report(RealityEventKind.RetryScheduled, entry.Key, "with the next trigger");
            return;
        }

        var delay = Backoff.After(entry.Failures, retryAfter);
        Report(RealityEventKind.RetryScheduled, entry.Key, $"in {delay.TotalMilliseconds:F0} ms, attempt {entry.Failures}");
        entry.NotBefore = retryAfter is null ? default : Now + delay;
        entry.RetryWith(After(delay, () =>
        {
            entry.RetryWith(null);
            Sync.Request(entry, "retry");
        }));
    }

    /// <summary>Nobody subscribes any more: what is under way for the key ends; what is held is kept for a while.</summary>
    internal void Release(KeyEntry entry)
    {
        if (entry.HasSubscribers || !entry.Held)
            return;

        entry.Release();
        Fetcher.Abandon(entry);
        Sync.Forget(entry);
        Payloads.Leave(entry);
        Mutations.Forget(entry.Key);
        entry.Settle(all: true);
        entry.Eviction = After(Options.KeepFor, () => Keys.Evict(entry));
    }

    /// <summary>Ends everything that is under way and waits until it has ended.</summary>
    internal async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            Persistence.Flush();
            Sync.Stop();
            foreach (var entry in Keys.All())
            {
                entry.Release();
                entry.Eviction?.Dispose();
                Fetcher.Abandon(entry);
                entry.Settle(new ObjectDisposedException(nameof(RealityClient)), all: true);
            }

            stopped.SetResult();
        });
        await stopped.Task.ConfigureAwait(false);
        await _running.EndedAsync().ConfigureAwait(false);
        Servers.Dispose();
    }

    private void EndTurn()
    {
        if (_touched.Count > 0)
            PublishTouched();
        Sync.TurnEnded();
        if (_atTurnEnd.Count == 0)
            return;

        Action[] last = [.. _atTurnEnd];
        _atTurnEnd.Clear();
        foreach (var work in last)
            work();
    }

    private void PublishTouched()
    {
        KeyEntry[] touched = [.. _touched];
        _touched.Clear();
        // All first, then the telling: whoever is told of one key finds the others up to date too.
        var changed = touched.Where(entry => entry.Refresh()).ToList();
        foreach (var entry in changed)
            entry.Publish();
    }
}
