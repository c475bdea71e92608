using Reality.Server.Storage;

namespace Reality.Server.Tests.Hosting;

/// <summary>
/// A real storage whose pulls can be watched, held up and made to fail. What they find is the storage's own.
/// </summary>
internal sealed class PausedStorage(IRealityStorage inner) : IRealityStorage, IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Pull> _pulls = [];
    private readonly SemaphoreSlim _sent = new(0);
    private TaskCompletionSource? _gate;

    public sealed record Pull(StorageCursor? Since, string[] Also);

    /// <summary>When not null, every pull fails with it.</summary>
    public Exception? Failure { get; set; }

    /// <summary>When not null, every opening of a snapshot fails with it.</summary>
    public Exception? SnapshotFailure { get; set; }

    /// <summary>When not null, replaces what a pull found.</summary>
    public Func<StorageChanges, StorageChanges>? Rewrite { get; set; }

    /// <summary>How many of the next attempts to commit fail as transient, before anything is committed.</summary>
    public int TransientCommits { get; set; }

    /// <summary>Makes the next commit take place and then throw, as a connection does that breaks before the answer.</summary>
    public bool BreakAfterCommit { get; set; }

    /// <summary>When not null, runs once a mark is stored, before its owner hears of it.</summary>
    public Func<Task>? AfterMark { get; set; }

    /// <summary>When not null, every settle of an owner fails with it.</summary>
    public Exception? SettleFailure { get; set; }

    /// <summary>When not null, there is a standby, and this is what it does.</summary>
    public FakeStandby? Standby { get; set; }

    public Type? ConnectionType => inner.ConnectionType;

    public bool HasStandby => Standby is not null;

    public IReadOnlyList<Pull> Pulls
    {
        get
        {
            lock (_lock)
                return [.. _pulls];
        }
    }

    /// <summary>Holds up the pulls that are sent from now on.</summary>
    public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets the pulls that are held up go on; later ones are free.</summary>
    public void Release()
    {
        var gate = _gate;
        _gate = null;
        gate?.SetResult();
    }

    /// <summary>Waits for one more pull to have been sent than was waited for before.</summary>
    public async Task WaitForPullAsync(CancellationToken cancellationToken)
    {
        if (!await _sent.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken))
            throw new TimeoutException("No pull was sent.");
    }

    public async ValueTask<StorageChanges> ListChangedSinceAsync(
        StorageCursor? since,
        IReadOnlyCollection<string> also,
        int limit,
        CancellationToken cancellationToken)
    {
        lock (_lock)
            _pulls.Add(new Pull(since, [.. also]));

        _sent.Release();
        if (Failure is { } failure)
            throw failure;

        // What a query reads is settled when it is sent; its answer may take long.
        var found = await inner.ListChangedSinceAsync(since, also, limit, cancellationToken);
        if (_gate is { } gate)
            await gate.Task.WaitAsync(cancellationToken);

        return Rewrite?.Invoke(found) ?? found;
    }

    public async ValueTask<StorageChanges?> TryListFromStandbyAsync(
        StorageCursor since,
        IReadOnlyCollection<string> also,
        int limit,
        TimeSpan maxAge,
        CancellationToken cancellationToken) =>
        await Standby!.ListAsync(() => inner.ListChangedSinceAsync(since, also, limit, cancellationToken), cancellationToken);

    public ValueTask<StorageIdentity> InitializeAsync(CancellationToken cancellationToken) => inner.InitializeAsync(cancellationToken);

    public ValueTask<StorageNode?> GetNodeAsync(string key, CancellationToken cancellationToken) => inner.GetNodeAsync(key, cancellationToken);

    public ValueTask<IReadOnlyDictionary<string, StorageNode>> GetNodesAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        inner.GetNodesAsync(keys, cancellationToken);

    public ValueTask SetNodeAsync(StorageNode node, CancellationToken cancellationToken) => inner.SetNodeAsync(node, cancellationToken);

    public ValueTask<StorageWrite> IncrementVersionAsync(StorageBump bump, CancellationToken cancellationToken) =>
        inner.IncrementVersionAsync(bump, cancellationToken);

    public ValueTask<StorageWrite> UpdateNodeAsync(StorageBump bump, string hash, CancellationToken cancellationToken) =>
        inner.UpdateNodeAsync(bump, hash, cancellationToken);

    public ValueTask DeleteNodeAsync(string key, CancellationToken cancellationToken) => inner.DeleteNodeAsync(key, cancellationToken);

    public ValueTask<long> GetMaxVersionAsync(CancellationToken cancellationToken) => inner.GetMaxVersionAsync(cancellationToken);

    public ValueTask<StorageIdentity> NewEpochAsync(CancellationToken cancellationToken) => inner.NewEpochAsync(cancellationToken);

    public ValueTask<string?> GetDeclaredAsync(CancellationToken cancellationToken) => inner.GetDeclaredAsync(cancellationToken);

    public ValueTask<bool> TryDeclareAsync(string? before, string after, bool startsEpoch, CancellationToken cancellationToken) =>
        inner.TryDeclareAsync(before, after, startsEpoch, cancellationToken);

    public async ValueTask<StorageMark> MarkAsync(IReadOnlyList<StorageBump> bumps, TimeSpan time, CancellationToken cancellationToken)
    {
        var mark = await inner.MarkAsync(bumps, time, cancellationToken);
        await (AfterMark?.Invoke() ?? Task.CompletedTask);
        return mark;
    }

    public ValueTask<IReadOnlyList<StorageWrite>> SettleAsync(
        StorageMark mark,
        IReadOnlyList<StorageBump> bumps,
        CancellationToken cancellationToken) =>
        SettleFailure is null ? inner.SettleAsync(mark, bumps, cancellationToken) : throw SettleFailure;

    public ValueTask<int> SettleOverdueAsync(TimeSpan retention, CancellationToken cancellationToken) =>
        inner.SettleOverdueAsync(retention, cancellationToken);

    public async ValueTask<IStorageTransaction> BeginAsync(CancellationToken cancellationToken) =>
        new PausedTransaction(await inner.BeginAsync(cancellationToken), this);

    public ValueTask<IStorageConnection> OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public ValueTask<IStorageSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        SnapshotFailure is null ? inner.OpenSnapshotAsync(cancellationToken) : throw SnapshotFailure;

    public ValueTask<bool> IsHealthyAsync(CancellationToken cancellationToken) =>
        Failure is null ? inner.IsHealthyAsync(cancellationToken) : ValueTask.FromResult(false);

    public bool IsTransient(Exception exception) => exception is TransientFailureException || inner.IsTransient(exception);

    public void Dispose()
    {
        _sent.Dispose();
        (inner as IDisposable)?.Dispose();
    }
}
