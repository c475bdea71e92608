using System.Security.Cryptography;

namespace Reality.Server.Storage.InMemory;

/// <summary>
/// Node metadata in the memory of one process: for development, tests, and applications whose data does not outlive the process either.
/// It hands out no connections, so woven repositories need another storage.
/// </summary>
/// <remarks>
/// Each start is a new epoch whose base is the clock in microseconds, so that versions on the wire rise over restarts, also for clients
/// that know nothing of epochs. (Milliseconds would be outrun by a hot key; microseconds fit JSON's numbers until 2255.)
/// </remarks>
public sealed class InMemoryRealityStorage : IRealityStorage
{
    private readonly NodeTable _nodes;
    private readonly MarkTable _marks;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private string? _declared;

    /// <summary>Begins a life of the storage.</summary>
    /// <param name="time">The clock; the system's where it is left out.</param>
    public InMemoryRealityStorage(TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _nodes = new NodeTable(new StorageIdentity(NewId(), Microseconds(), new HashSecret(HashSecret.Create())));
        _marks = new MarkTable(_time);
    }

    /// <inheritdoc/>
    public Type? ConnectionType => null;

    /// <inheritdoc/>
    public ValueTask<StorageIdentity> InitializeAsync(CancellationToken cancellationToken) =>
        Run(() => _nodes.Identity, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StorageNode?> GetNodeAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return Run(() => _nodes.Find(key), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<string, StorageNode>> GetNodesAsync(
        IReadOnlyCollection<string> keys,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return Run<IReadOnlyDictionary<string, StorageNode>>(
            () => _nodes.Find(keys).ToDictionary(node => node.Key, StringComparer.Ordinal),
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask SetNodeAsync(StorageNode node, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(node.Key);
        ArgumentNullException.ThrowIfNull(node.Hash);
        ArgumentOutOfRangeException.ThrowIfLessThan(node.Version, 1);
        return Discard(Run(() => _nodes.Set(node), cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<StorageWrite> IncrementVersionAsync(StorageBump bump, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(bump.Key);
        return Run(() => _nodes.Bump(bump, hash: null, Now()), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<StorageWrite> UpdateNodeAsync(StorageBump bump, string hash, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(bump.Key);
        ArgumentException.ThrowIfNullOrEmpty(hash);
        return Run(() => _nodes.Bump(bump, hash, Now()), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DeleteNodeAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return Discard(Run(() => _nodes.Delete(key, Now()), cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<StorageChanges> ListChangedSinceAsync(
        StorageCursor? since,
        IReadOnlyCollection<string> also,
        int limit,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(also);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        var from = since switch
        {
            null => null,
            Cursor cursor when cursor.Owner == this => cursor,
            _ => throw new ArgumentException("The cursor was made by another storage object. Begin without a cursor.", nameof(since)),
        };

        return Run(() =>
        {
            // What was listed in another epoch says nothing in this one.
            var identity = _nodes.Identity;
            var changed = _nodes.ChangedSince(from?.Epoch == identity.Epoch ? from.Sequence : 0, limit);
            return new StorageChanges(
                identity,
                new Cursor(this, identity.Epoch, _nodes.Sequence),
                _nodes.Sequence,
                changed ?? [],
                Truncated: changed is null,
                _nodes.Find(also))
            {
                HasOverdueMarks = _marks.HasOverdue,
            };
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<long> GetMaxVersionAsync(CancellationToken cancellationToken) => Run(() => _nodes.Sequence, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StorageIdentity> NewEpochAsync(CancellationToken cancellationToken) => Run(BeginEpoch, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<string?> GetDeclaredAsync(CancellationToken cancellationToken) => Run(() => _declared, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> TryDeclareAsync(string? before, string after, bool startsEpoch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(after);
        return Run(
            () =>
            {
                if (_declared != before)
                    return false;

                _declared = after;
                if (startsEpoch)
                    BeginEpoch();

                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<StorageMark> MarkAsync(IReadOnlyList<StorageBump> bumps, TimeSpan time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bumps);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        return Run(() => _marks.Add(bumps, time), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StorageWrite>> SettleAsync(
        StorageMark mark,
        IReadOnlyList<StorageBump> bumps,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mark);
        ArgumentNullException.ThrowIfNull(bumps);
        return Run<IReadOnlyList<StorageWrite>>(
            () =>
            {
                _marks.Remove(mark.Id);
                return Bump(bumps);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<int> SettleOverdueAsync(TimeSpan retention, CancellationToken cancellationToken) =>
        Run(
            () =>
            {
                var overdue = _marks.TakeOverdue(retention);
                Bump([.. overdue.SelectMany(mark => mark.Bumps).DistinctBy(bump => bump.Key, StringComparer.Ordinal)]);
                return overdue.Count;
            },
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IStorageTransaction> BeginAsync(CancellationToken cancellationToken) => throw NoConnections();

    /// <inheritdoc/>
    public ValueTask<IStorageConnection> OpenAsync(CancellationToken cancellationToken) => throw NoConnections();

    /// <inheritdoc/>
    public ValueTask<IStorageSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) => throw NoConnections();

    /// <inheritdoc/>
    public ValueTask<bool> IsHealthyAsync(CancellationToken cancellationToken) => Run(() => true, cancellationToken);

    private static NotSupportedException NoConnections() => new(
        "The in-memory storage has no database and so no connection to hand out. Use a storage that has one, such as UseSqlite(\"Data Source=app.db\").");

    private static ValueTask Discard<T>(ValueTask<T> task) =>
        task.IsCompletedSuccessfully ? ValueTask.CompletedTask : new ValueTask(task.AsTask());

    // Families first, since a key's node tells the version of its family: one that is bumped with it counts as it is then.
    private StorageWrite[] Bump(IReadOnlyList<StorageBump> bumps)
    {
        var now = Now();
        var writes = new StorageWrite[bumps.Count];
        foreach (var index in Enumerable.Range(0, bumps.Count).OrderBy(index => bumps[index].Family is not null))
            writes[index] = _nodes.Bump(bumps[index], hash: null, now);

        return writes;
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private StorageIdentity BeginEpoch()
    {
        var last = _nodes.Identity;
        return _nodes.BeginEpoch(last with { Epoch = NewId(), Base = Math.Max(last.Base, Microseconds()) });
    }

    private long Microseconds() => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    // One lock makes each operation one moment; none of them waits for anything inside it.
    private ValueTask<T> Run<T>(Func<T> operation, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<T>(cancellationToken);

        try
        {
            lock (_lock)
                return ValueTask.FromResult(operation());
        }
        catch (RealityVersionException exception)
        {
            return ValueTask.FromException<T>(exception);
        }
    }

    private sealed class Cursor(InMemoryRealityStorage owner, string epoch, long sequence) : StorageCursor
    {
        public InMemoryRealityStorage Owner { get; } = owner;

        public string Epoch { get; } = epoch;

        public long Sequence { get; } = sequence;
    }
}
