using System.Data;
using System.Data.Common;
using Npgsql;
using Reality.Postgres.Connections;
using Reality.Postgres.Reading;
using Reality.Postgres.Schema;
using Reality.Server.Storage;

namespace Reality.Postgres.Writing;

/// <summary>A write transaction: the user's statements, then one batch of bumps, and the commit as the last of a batch.</summary>
/// <remarks>
/// It is begun as READ UNCOMMITTED, which PostgreSQL runs as READ COMMITTED and nobody else asks for. So the bump can tell, in the same
/// round trip, that this is still the transaction that was begun, and not one that a user's <c>commit; begin</c> put in its place. (<c>commit and chain</c> passes
/// that on too and is not told apart; its keys are bumped at the end all the same.)
/// </remarks>
internal sealed partial class WriteTransaction(
    Database database,
    NodeSql sql,
    NodeReader nodes,
    Identities identities,
    Lives lives,
    NpgsqlConnection connection,
    NpgsqlTransaction transaction) : IStorageTransaction
{
    private enum State
    {
        Open,
        Committed,

        /// <summary>The server told that it did not commit: nothing of it stays.</summary>
        Refused,

        /// <summary>A user's statement ended it, or the connection broke.</summary>
        Lost,
        Disposed,
    }

    // What a cast tells that fails because the transaction is another one.
    private const string NotOurs = PostgresErrorCodes.InvalidTextRepresentation;
    private const string Over = "The transaction is over: it was completed, or a statement of the user's ended it, such as a textual 'commit'.";
    private readonly HashSet<string> _bumped = new(StringComparer.Ordinal);
    private State _state;
    private bool _isOfUnwrittenLife;

    public DbConnection Connection => connection;

    public bool IsOpen
    {
        get
        {
            if (_state == State.Open && !IsStillOpen())
                _state = State.Lost;

            return _state is State.Open or State.Refused;
        }
    }

    /// <summary>As the last bump read it; before, as it was last read by anything.</summary>
    public StorageIdentity Identity { get; private set; } = identities.Last;

    public async ValueTask<IReadOnlyList<StorageNode>> BumpAsync(IReadOnlyList<StorageBump> bumps, CancellationToken cancellationToken)
    {
        var batch = NewBatch();
        await using (batch.ConfigureAwait(false))
        {
            if (bumps is { Count: 0 })
                return [];

#if REALITY_FAULTS
            if (MustBumpLate)
                return await BumpLaterAsync(bumps, cancellationToken).ConfigureAwait(false);
#endif
            var statements = new Bumps(bumps);
            statements.AddTo(batch, sql.BumpInTransaction);
            var bumped = await RunAsync(batch, statements.ReadAsync, isCommit: false, cancellationToken).ConfigureAwait(false);
            await TakeAsync(bumped, isCommitted: false, cancellationToken).ConfigureAwait(false);
            return bumped.Nodes;
        }
    }

    public async ValueTask SetHashesAsync(IReadOnlyList<KeyValuePair<string, string>> hashes, CancellationToken cancellationToken)
    {
#if REALITY_FAULTS
        if (IsLate && Faults.IsOff(Protection.BumpInTransaction))
        {
            _lateHashes = hashes;
            return;
        }

        if (IsLate)
            await BumpBeforeHashesAsync(cancellationToken).ConfigureAwait(false);
#endif
        var batch = NewBatch();
        await using (batch.ConfigureAwait(false))
        {
            AddHashes(batch, hashes);
            await RunAsync(batch, NothingAsync, isCommit: false, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<long> CommitAsync(CancellationToken cancellationToken)
    {
#if REALITY_FAULTS
        if (IsLate && Faults.IsOff(Protection.BumpInTransaction))
            return await CommitThenBumpAsync(new SingleBumps(database, sql, nodes, identities, lives), cancellationToken).ConfigureAwait(false);
        if (IsLate)
            await BumpBeforeHashesAsync(cancellationToken).ConfigureAwait(false);
#endif
        var batch = NewBatch();
        await using (batch.ConfigureAwait(false))
        {
            // The statement also stops the commit of a transaction that has failed, which would roll back and say nothing.
            batch.Add(sql.Token);
            batch.Add("commit");
            return await EndAsync(batch, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<StorageCommit> BumpAndCommitAsync(IReadOnlyList<StorageBump> bumps, CancellationToken cancellationToken)
    {
        if (bumps is { Count: 0 })
            return new StorageCommit([], await CommitAsync(cancellationToken).ConfigureAwait(false));

#if REALITY_FAULTS
        if (MustBumpLate)
        {
            var late = await BumpAsync(bumps, cancellationToken).ConfigureAwait(false);
            return new StorageCommit(late, await CommitAsync(CancellationToken.None).ConfigureAwait(false));
        }
#endif
        var batch = NewBatch();
        await using (batch.ConfigureAwait(false))
        {
            var statements = new Bumps(bumps);
            statements.AddTo(batch, sql.BumpInTransaction);
            batch.Add("commit");
            var bumped = await RunAsync(batch, statements.ReadAsync, isCommit: true, cancellationToken).ConfigureAwait(false);
            await TakeAsync(bumped, isCommitted: true, CancellationToken.None).ConfigureAwait(false);
            return new StorageCommit(bumped.Nodes, bumped.Token);
        }
    }

    public async ValueTask<long> SetHashesAndCommitAsync(IReadOnlyList<KeyValuePair<string, string>> hashes, CancellationToken cancellationToken)
    {
        if (hashes is { Count: 0 })
            return await CommitAsync(cancellationToken).ConfigureAwait(false);

#if REALITY_FAULTS
        if (MustBumpLate)
        {
            await SetHashesAsync(hashes, cancellationToken).ConfigureAwait(false);
            return await CommitAsync(cancellationToken).ConfigureAwait(false);
        }
#endif
        var batch = NewBatch();
        await using (batch.ConfigureAwait(false))
        {
            AddHashes(batch, hashes);
            batch.Add(sql.Token);
            batch.Add("commit");
            return await EndAsync(batch, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_state == State.Disposed)
            return;

        _state = State.Disposed;
        try
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
        }
        catch (NpgsqlException)
        {
            // The connection is broken: the server rolls back by itself.
        }
        finally
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static ValueTask<bool> NothingAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) => new(true);

    // A transaction that wrote nothing has no id; everything that it could have seen is covered by what was over then.
    private static async ValueTask<long> ReadTokenAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return await reader.IsDBNullAsync(0, cancellationToken).ConfigureAwait(false)
            ? (long)reader.GetFieldValue<ulong>(1) - 1
            : (long)reader.GetFieldValue<ulong>(0);
    }

    // Whether the connection is in a transaction is known here; whether it is ours, only the server can tell.
    private bool IsStillOpen()
    {
        if (connection.State != ConnectionState.Open)
            return false;

        try
        {
            return transaction.IsolationLevel == IsolationLevel.ReadUncommitted;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private NpgsqlBatch NewBatch()
    {
        if (!IsOpen || _state == State.Refused)
            throw new InvalidOperationException(Over);

        return new NpgsqlBatch(connection);
    }

    private void AddHashes(NpgsqlBatch batch, IReadOnlyList<KeyValuePair<string, string>> hashes)
    {
        ArgumentNullException.ThrowIfNull(hashes);
        foreach (var (key, hash) in hashes)
        {
            ArgumentException.ThrowIfNullOrEmpty(hash);
            if (!_bumped.Contains(key))
                throw new InvalidOperationException($"'{key}' was not bumped in this transaction: a hash is read again only after its key is locked.");
        }

        batch.Add(sql.SetHashes)
            .With([.. hashes.Select(pair => (string?)pair.Key)])
            .With([.. hashes.Select(pair => (string?)pair.Value)]);
    }

    private async ValueTask<T> RunAsync<T>(
        NpgsqlBatch batch,
        Func<NpgsqlDataReader, CancellationToken, ValueTask<T>> read,
        bool isCommit,
        CancellationToken cancellationToken)
    {
        var isSent = false;
        try
        {
            await database.PrepareAsync(batch, cancellationToken).ConfigureAwait(false);
            isSent = isCommit;
            T result;
            var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                result = await read(reader, cancellationToken).ConfigureAwait(false);

                // Errors of the statements behind, the commit's among them, come out here.
                while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
                {
                }
            }

            if (isCommit)
                _state = State.Committed;

            return result;
        }
        catch (Exception exception)
        {
            _state = After(exception, isSent);
            if (IsOfAnother(exception))
                throw new InvalidOperationException(Over, exception);

            throw;
        }
    }

    private static bool IsOfAnother(Exception exception) =>
        exception is PostgresException { SqlState: NotOurs } told
        && told.MessageText.Contains("another transaction than the one that was begun", StringComparison.Ordinal);

    // Only what the server itself says settles a commit. Everything else may have come after it.
    private State After(Exception exception, bool isCommitSent)
    {
        if (IsOfAnother(exception))
            return State.Lost;

        if ((exception as PostgresException ?? exception.InnerException as PostgresException) is { InvariantSeverity: "ERROR" })
            return isCommitSent ? State.Refused : _state;

        return isCommitSent || connection.State != ConnectionState.Open ? State.Lost : _state;
    }

    private async ValueTask<long> EndAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        var token = await RunAsync(batch, ReadTokenAsync, isCommit: true, cancellationToken).ConfigureAwait(false);
        if (_isOfUnwrittenLife)
            Identity = (await lives.FindAsync(CancellationToken.None).ConfigureAwait(false)).Identity ?? Identity;

        return token;
    }

    private async ValueTask TakeAsync(Bumped bumped, bool isCommitted, CancellationToken cancellationToken)
    {
        foreach (var node in bumped.Nodes)
            _bumped.Add(node.Key);

        // The first to reach a database that lost work: its versions were told before, of other writes. The life that says so begins when
        // this transaction, whose rows it would wait for, is over.
        if (bumped.Epoch is null)
        {
            _isOfUnwrittenLife = true;
            if (isCommitted)
                Identity = (await lives.FindAsync(cancellationToken).ConfigureAwait(false)).Identity ?? Identity;

            return;
        }

        if (bumped.Epoch == Identity.Epoch && bumped.Base == Identity.Base)
            return;

        // A new epoch has a secret that was not read yet. After a commit the transaction's connection serves as well as another one.
        Identity = (await nodes.AboutAsync(connection, cancellationToken).ConfigureAwait(false)).About?.Identity ?? Identity;
    }
}
