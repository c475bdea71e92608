using System.Data.Common;
using Microsoft.Data.Sqlite;
using Reality.Server.Storage;
using Reality.Sqlite.Connections;
using Reality.Sqlite.Schema;

namespace Reality.Sqlite.Writing;

/// <summary>
/// A write transaction. It was begun as text, not as an <see cref="DbTransaction"/>, so that commands join it without being told.
/// </summary>
internal sealed partial class WriteTransaction(StorageConnection connection, Writer writer, NodeSql sql, Meta meta, long mark) : IStorageTransaction
{
    private enum State
    {
        Open,
        Committed,
        Lost,
        Disposed,
    }

    private readonly HashSet<string> _bumped = new(StringComparer.Ordinal);
    private long _sequence;
    private State _state;

#if REALITY_FAULTS
    public DbConnection Connection => (_before ?? connection).Connection;
#else
    public DbConnection Connection => connection.Connection;
#endif

    public bool IsOpen
    {
        get
        {
            if (_state == State.Open && !IsStillOurs())
                Lose();

            return _state == State.Open;
        }
    }

    public StorageIdentity Identity => meta.Identity;

    public ValueTask<IReadOnlyList<StorageNode>> BumpAsync(IReadOnlyList<StorageBump> bumps, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bumps);
        cancellationToken.ThrowIfCancellationRequested();
        RequireOpen();
        var nodes = BumpAll(bumps);
#if REALITY_FAULTS
        if (Faults.IsOff(Protection.HashAfterBump))
            _before = writer.OpenBefore();
#endif
        return ValueTask.FromResult<IReadOnlyList<StorageNode>>(nodes);
    }

    public ValueTask SetHashesAsync(IReadOnlyList<KeyValuePair<string, string>> hashes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hashes);
        cancellationToken.ThrowIfCancellationRequested();
        RequireOpen();
        foreach (var (key, hash) in hashes)
            SetHash(key, hash);

        return ValueTask.CompletedTask;
    }

    public ValueTask<long> CommitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RequireOpen();
        using (connection.Guard!.Committing())
            connection.Execute("COMMIT");

#if REALITY_FAULTS
        if (Faults.IsOff(Protection.BumpInTransaction))
            BumpAfterwards();
#endif
        _state = State.Committed;
        return ValueTask.FromResult(_sequence == 0 ? meta.Sequence : _sequence);
    }

    public ValueTask DisposeAsync()
    {
#if REALITY_FAULTS
        _before?.Dispose();
#endif
        switch (_state)
        {
            case State.Open or State.Committed:
                writer.End(connection);
                break;
            case State.Lost:
                connection.Dispose();
                break;
        }

        _state = State.Disposed;
        return ValueTask.CompletedTask;
    }

    /// <summary>Records one write of a key.</summary>
    public StorageNode Bump(in StorageBump bump)
    {
        ArgumentException.ThrowIfNullOrEmpty(bump.Key);
#if REALITY_FAULTS
        if (Faults.IsOff(Protection.BumpInTransaction) && !_isLate)
            return BumpLater(bump);
#endif
        var now = writer.Now();
        var statement = connection.Prepare(sql.Bump).Bind(1, bump.Key).Bind(2, now).Bind(3, NextSequence()).Bind(4, bump.Family ?? "");
        statement.Step();
        var node = new StorageNode(bump.Key, statement.Int64(0), statement.Text(1), now, statement.Int64(2)) { Floor = statement.Int64(3) };
        statement.Reset();
        _bumped.Add(bump.Key);
        return node;
    }

    /// <summary>Records one write of each key.</summary>
    /// <param name="bumps">The keys, distinct, in ordinal order.</param>
    public StorageNode[] BumpAll(IReadOnlyList<StorageBump> bumps)
    {
        var nodes = new StorageNode[bumps.Count];
        for (var index = 0; index < nodes.Length; index++)
            nodes[index] = Bump(bumps[index]);

        TakeFamiliesBumpedHere(bumps, nodes);
        return nodes;
    }

    // A family's star stands behind '%' in ordinal order, so a family may rise after a key of its own.
    private void TakeFamiliesBumpedHere(IReadOnlyList<StorageBump> bumps, StorageNode[] nodes)
    {
        for (var index = 0; index < nodes.Length; index++)
        {
            if (bumps[index].Family is not { } family || !_bumped.Contains(family))
                continue;

            var version = Reading.NodeReader.Find(connection, sql, family)!.Value.Version;
            if (version == nodes[index].FamilyVersion)
                continue;

            connection.Prepare(sql.SetFamilyVersion).Bind(1, nodes[index].Key).Bind(2, version).Run();
            nodes[index] = nodes[index] with { FamilyVersion = version };
        }
    }

    /// <summary>Stores the hash of a key that this transaction bumped.</summary>
    public void SetHash(string key, string hash)
    {
        ArgumentException.ThrowIfNullOrEmpty(hash);
#if REALITY_FAULTS
        if (Faults.IsOff(Protection.BumpInTransaction) && !_isLate)
        {
            _late[key] = (_late[key].Family, hash);
            return;
        }
#endif
        if (!_bumped.Contains(key))
            throw new InvalidOperationException($"'{key}' was not bumped in this transaction: a hash is read again only after its key is locked.");

        connection.Prepare(sql.SetHash).Bind(1, key).Bind(2, hash).Run();
    }

    /// <summary>Stores a node as given.</summary>
    public void Set(StorageNode node)
    {
        if (Reading.NodeReader.Find(connection, sql, node.Key) is { } stored && node.Version <= stored.Version)
            throw new RealityVersionException(node.Key, stored.Version, node.Version);

        connection.Prepare(sql.SetNode)
            .Bind(1, node.Key).Bind(2, node.Version).Bind(3, node.Hash).Bind(4, node.UpdatedAt).Bind(5, NextSequence())
            .Bind(6, node.FamilyVersion).Bind(7, node.Floor)
            .Run();
    }

    /// <summary>Makes a key's node a tombstone.</summary>
    /// <returns>Whether there was a node that was none.</returns>
    public bool Delete(string key)
    {
        if (Reading.NodeReader.Find(connection, sql, key) is not { IsTombstone: false })
            return false;

        var statement = connection.Prepare(sql.Delete).Bind(1, key).Bind(2, writer.Now()).Bind(3, NextSequence());
        statement.Run();
        return true;
    }

    // Raised once a transaction, inside it. Writers are serial, so the order of numbers is the order of commits.
    private long NextSequence()
    {
        if (_sequence == 0)
        {
            var statement = connection.Prepare(sql.NextSequence);
            statement.Step();
            _sequence = statement.Int64(0);
            statement.Reset();
        }

        return _sequence;
    }

    // Not only *a* transaction: a core may have rolled this one back and begun another.
    private bool IsStillOurs()
    {
        if (!connection.IsInTransaction)
            return false;

        try
        {
            var statement = connection.Prepare(sql.Writer);
            var isOurs = statement.Step() && statement.Int64(0) == mark;
            statement.Reset();
            return isOurs;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    // The next writer must not wait until the core that ended the transaction has returned; it may be this very one, for a bump of its own.
    private void Lose()
    {
        _state = State.Lost;
        writer.Abandon(connection);
    }

    private void RequireOpen()
    {
        if (!IsOpen)
            throw new InvalidOperationException("The transaction is over: it was completed, or a statement of the user's ended it (a textual 'commit' is refused and rolls back).");
    }
}
