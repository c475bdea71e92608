using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reality.Server.Diagnostics;
using Reality.Server.Elsewhere;
using Reality.Server.Families;
using Reality.Server.Storage;

namespace Reality.Server.Replica;

/// <summary>
/// This server's bounded copy of the node metadata, kept up to date by pulls that requests share. It is a cache: losing it loses nothing.
/// </summary>
internal sealed partial class GraphReplica : IDisposable
{
    // Each round waits for a pull. A second one follows a change of epoch, a third a load that found more than fits.
    private const int MaxRounds = 8;

    // 10, 20, 40 and 80 ms.
    private const int LastPause = 5;

    private readonly IRealityStorage _storage;
    private readonly StorageInitialization _initialization;
    private readonly KeyFamilies _families;
    private readonly RealityOptions _options;
    private readonly RealityMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly StorageOutage _outage;
    private readonly ILogger _logger;
    private readonly ReplicaTable _table;
    private readonly SharedPulls _pulls;
    private readonly SharedPulls _standbyPulls;
    private readonly WatchPulls _watchPulls;
    private readonly UnansweredHints _hints = new();
    private readonly OverdueMarks _overdueMarks;

    public GraphReplica(
        IRealityStorage storage,
        StorageInitialization initialization,
        KeyFamilies families,
        OverdueMarks overdueMarks,
        IOptions<RealityOptions> options,
        RealityMetrics metrics,
        StorageOutage outage,
        TimeProvider time,
        ILogger<GraphReplica> logger)
    {
        _storage = storage;
        _initialization = initialization;
        _families = families;
        _overdueMarks = overdueMarks;
        _options = options.Value;
        _metrics = metrics;
        _outage = outage;
        _time = time;
        _logger = logger;
        _table = new ReplicaTable(_options.ReplicaCapacity);
        _pulls = new SharedPulls(PullAsync);
        _standbyPulls = new SharedPulls(PullFromStandbyAsync);
        _watchPulls = new WatchPulls(() => _pulls.JoinAsync(misses: null, CancellationToken.None), IsBehind, () => Age, time, _options.HeldSyncPollInterval);
    }

    /// <summary>Told of the identity and a covering token where a pull settled marks of others.</summary>
    public Action<StorageIdentity, long>? SettledOverdue { get; set; }

    public ReplicaState? State => _table.State;

    public int Count => _table.Count;

    /// <summary>How old what is held may be: how long ago the last pull that succeeded was sent, and how far behind it was then.</summary>
    public TimeSpan? Age => _table.State is { } state ? _time.GetElapsedTime(state.Moment.Sent) : null;

    /// <summary>
    /// Reads the readable keys from one state that includes every write committed before this call, or, where staleness is allowed, one
    /// that is at most so old and includes what the client has seen.
    /// </summary>
    /// <param name="keys">The keys.</param>
    /// <param name="seen">The highest token that the client saw; without it nothing stale will do.</param>
    /// <param name="epoch">The epoch of the client's last answer.</param>
    /// <param name="watch">Begins to watch the keys, in the same step, if the client holds all that there is.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StorageUnavailableException">The storage cannot be asked.</exception>
    public async ValueTask<ReplicaState> ReadAsync(
        AskedKeys keys,
        long? seen,
        string? epoch,
        HeldWatch? watch,
        CancellationToken cancellationToken)
    {
        if (seen is { } token && await TryReadBoundedAsync(keys, token, epoch, watch, cancellationToken) is { } held)
            return held;

        var state = await ReadFreshAsync(keys, epoch, watch, cancellationToken);

        // A client that knows more than the storage said is first a hint. If the storage says the same again, it is right.
        for (var attempt = 0; attempt < LastPause && Freshness.NeedsAnotherPull(keys, epoch, state); attempt++)
        {
            if (attempt > 0)
            {
                // Unless what it knows is of a standby, which shows a commit a moment before the primary does.
                if (seen is null || seen <= state.Token)
                    break;

                await Task.Delay(TimeSpan.FromMilliseconds(5 << attempt), _time, cancellationToken);
            }

            state = await ReadFreshAsync(keys, epoch, watch, cancellationToken);
        }

        return state;
    }

    /// <summary>Reads the keys of a watch as the last pull found them, and watches them no longer.</summary>
    /// <returns><see langword="null"/> where what was held became void meanwhile.</returns>
    public ReplicaState? TryReadWatched(AskedKeys keys, HeldWatch watch)
    {
        if (watch.Keys.Length == 0)
            return null;

        _watchPulls.End();
        return _table.TryReadWatched(keys, watch);
    }

    /// <summary>Watches no longer, if it still does.</summary>
    public void Release(HeldWatch watch)
    {
        if (watch.Keys.Length == 0)
            return;

        _watchPulls.End();
        _table.Release(watch);
    }

    /// <summary>Whether a write is in the state that the last pull found.</summary>
    public bool Covers(string epoch, long token) => _table.State is { } state && state.Identity.Epoch == epoch && token <= state.Token;

    /// <summary>
    /// Makes the replica look again before it answers from memory. It counts hints, so that one which comes during a pull is not taken
    /// for answered by it (3c).
    /// </summary>
    /// <param name="epoch">The epoch of the write that is hinted at.</param>
    /// <param name="token">Its token. What is said here decides only whether a standby's answer may do.</param>
    public void MarkStale(string epoch, long token)
    {
        _hints.Add(_table.State?.Identity.Epoch == epoch ? token : long.MaxValue);
        _watchPulls.Hinted();
    }

    public void Dispose()
    {
        _watchPulls.Dispose();
        _table.Dispose();
    }

    // Where staleness is allowed. A hint that came before the request does away with what was pulled before the hint.
    private async ValueTask<ReplicaState?> TryReadBoundedAsync(
        AskedKeys keys,
        long seen,
        string? epoch,
        HeldWatch? watch,
        CancellationToken cancellationToken)
    {
        if (_options.MaxStaleness <= TimeSpan.Zero)
            return null;

        var hints = _hints.Count;
        var held = IsFresh(_table.State, hints) ? _table.TryRead(keys) : null;
        if (!IsEnough(held, hints, keys, seen, epoch))
            return await TryReadFromStandbyAsync(keys, seen, epoch, watch, hints, cancellationToken);

        return watch is null ? held : WatchUnlessNews(keys, epoch, watch, held);
    }

    private bool IsEnough([NotNullWhen(true)] ReplicaState? state, long hints, AskedKeys keys, long seen, string? epoch) =>
        IsFresh(state, hints) && Freshness.Covers(keys, seen, epoch, state);

    private bool IsFresh([NotNullWhen(true)] ReplicaState? state, long hints) =>
        state is not null && state.Moment.Hints >= hints && _time.GetElapsedTime(state.Moment.Sent) <= _options.MaxStaleness;

    private bool IsBehind() => _hints.Count > (_table.State?.Moment.Hints ?? -1);

    private ReplicaState? WatchUnlessNews(AskedKeys keys, string? epoch, HeldWatch watch, ReplicaState state)
    {
        if (News.IsThereAny(keys, epoch, state))
            return state;

#if REALITY_FAULTS
        if (Faults.IsOff(Protection.ListenThenCheck))
            Thread.Sleep(Random.Shared.Next(1_000));
#endif
        var watched = _table.TryReadAndWatch(keys, watch, epoch);
        if (watch.Keys.Length > 0)
            _watchPulls.Begin();

        return watched;
    }

    private async ValueTask<ReplicaState> ReadFreshAsync(
        AskedKeys keys,
        string? epoch,
        HeldWatch? watch,
        CancellationToken cancellationToken)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var state = _table.State is { IsComplete: true }
                ? await ReadCompleteAsync(keys, epoch, watch, cancellationToken)
                : await ReadPinnedAsync(keys, epoch, watch, cancellationToken);
            if (state is not null)
                return state;
        }

        throw new StorageUnavailableException("The storage changed its epoch again and again while it was read.");
    }

    private async ValueTask<ReplicaState?> ReadCompleteAsync(
        AskedKeys keys,
        string? epoch,
        HeldWatch? watch,
        CancellationToken cancellationToken)
    {
        await _pulls.JoinAsync(misses: null, cancellationToken);
        var state = _table.TryReadComplete(keys);
        return state is null || watch is null ? state : WatchUnlessNews(keys, epoch, watch, state);
    }

    private async ValueTask<ReplicaState?> ReadPinnedAsync(
        AskedKeys keys,
        string? epoch,
        HeldWatch? watch,
        CancellationToken cancellationToken)
    {
        var misses = _table.Pin(keys, _families.Current);
        try
        {
            await _pulls.JoinAsync(misses, cancellationToken);
            var state = _table.TryReadPinned(keys);
            return state is null || watch is null ? state : WatchUnlessNews(keys, epoch, watch, state);
        }
        finally
        {
            _table.Release(keys);
        }
    }

    private async Task PullAsync(IReadOnlyCollection<string> misses)
    {
        // Before anything else: whatever comes from here on is not known to be in what the pull finds.
        var moment = new PullMoment(_time.GetTimestamp(), _hints.Count);
        try
        {
            using var timeout = new CancellationTokenSource(_options.StorageTimeout, _time);
            await _initialization.EnsureAsync(timeout.Token);
            var before = _table.BeginPull();

            var (changes, families, isSettled) = await ListSettledAsync(before?.Cursor, misses, timeout.Token);
            LogDifference(before, _table.Apply(changes, misses, before?.Cursor, families, moment));
            _hints.Answer(moment.Hints);
            _outage.Succeeded();
            if (isSettled)
                SettledOverdue?.Invoke(changes.Identity, changes.Latest);
        }
        catch (Exception exception)
        {
            _outage.Failed(exception);
            throw new StorageUnavailableException(exception);
        }
        finally
        {
            _table.EndPull();
        }
    }

    private async Task<(StorageChanges Changes, FamilyMap Families, bool IsSettled)> ListSettledAsync(
        StorageCursor? since,
        IReadOnlyCollection<string> misses,
        CancellationToken cancellationToken)
    {
        var isSettled = false;
        while (true)
        {
            var changes = await ListAsync(since, misses, cancellationToken);
            if (changes.HasOverdueMarks)
            {
                isSettled |= await _overdueMarks.SettleAsync(changes.Identity.Epoch, cancellationToken);
                changes = await ListAsync(since, misses, cancellationToken);
            }

            // Of an epoch that ended meanwhile nobody can tell any more which families its keys belonged to.
            var families = await _families.ForAsync(changes.Identity.Epoch, cancellationToken).AsTask().WaitAsync(cancellationToken);
            if (families.Epoch == changes.Identity.Epoch)
                return (changes, families, isSettled);
        }
    }

    // A storage that does not honour its token must not hold up every request for ever.
    private async Task<StorageChanges> ListAsync(StorageCursor? since, IReadOnlyCollection<string> misses, CancellationToken cancellationToken)
    {
#if REALITY_FAULTS
        if (Faults.IsOff(Protection.MissesWithThePull) && misses.Count > 0)
            return await ListApartAsync(since, misses, cancellationToken);
#endif
        var changes = await _storage
            .ListChangedSinceAsync(since, misses, _options.ReplicaCapacity, cancellationToken)
            .AsTask()
            .WaitAsync(cancellationToken);
        _metrics.Pulled();
        return changes;
    }

    private void LogDifference(ReplicaState? before, ReplicaState after)
    {
        if (before is not null && before.Identity.Epoch != after.Identity.Epoch)
            _logger.EpochChanged(after.Identity.Epoch);

        var wasComplete = before is { IsComplete: true };
        if (after.IsComplete && !wasComplete)
            _logger.ReplicaComplete(_table.Count);
        else if (!after.IsComplete && after.Cursor is not null && (wasComplete || before?.Cursor is null))
            _logger.ReplicaIncomplete(_options.ReplicaCapacity);
    }
}
