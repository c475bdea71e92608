using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Reality;

/// <summary>
/// One connection that calls from several flows use in turn: who has it, and what was committed on it. A call made inside another one,
/// or inside a transaction, shares that one's <see cref="TestSession"/>.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore whose wait handle is never asked for holds nothing to release.")]
internal sealed class TestConnection(DbConnection connection)
{
    private readonly AsyncLocal<TestCall?> _current = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly List<string> _bumped = [];
    private TestSession? _begun;

    public IReadOnlyList<string> Bumped
    {
        get
        {
            lock (_bumped)
            {
                return [.. _bumped];
            }
        }
    }

    /// <summary>The call that this flow is inside of. Set where a lambda is about to run, so that it is seen inside alone.</summary>
    public TestCall? Current
    {
        get => _current.Value;
        set => _current.Value = value;
    }

    /// <summary>Begins a call, inside the current one if there is one.</summary>
    public async Task<TestCall> EnterAsync(string operation, CancellationToken cancellationToken)
    {
        if (Current is { Session.IsAbandoned: false } outer)
        {
            return outer.Session.Enter(operation, outer);
        }

        return (await OpenAsync(new(this, connection), operation, cancellationToken).ConfigureAwait(false)).Root(operation);
    }

    /// <summary>
    /// Begins a transaction that the caller's next calls join. Not an async method: what one sets in the flow is gone where it is awaited.
    /// </summary>
    public Task<IRealityTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        if (Current is { Session.IsAbandoned: false })
        {
            return Task.FromException<IRealityTransaction>(new InvalidOperationException(
                "BeginAsync was called inside a read, a write or a transaction. Call it outside, or leave it out: calls in here are joined."));
        }

        var session = new TestSession(this, connection);
        var root = session.Root(nameof(BeginAsync));
        Current = root;
        return BeginAsync(session, root, cancellationToken);
    }

    public void Record(IEnumerable<string> keys)
    {
        lock (_bumped)
        {
            _bumped.AddRange(keys);
        }
    }

    public long Count(string key)
    {
        lock (_bumped)
        {
            return _bumped.LongCount(bumped => bumped == key);
        }
    }

    public void Release(TestSession session)
    {
        if (_begun == session)
        {
            _begun = null;
        }

        _turn.Release();
    }

    private async Task<IRealityTransaction> BeginAsync(TestSession session, TestCall root, CancellationToken cancellationToken)
    {
        try
        {
            await OpenAsync(session, nameof(BeginAsync), cancellationToken).ConfigureAwait(false);
            _begun = session;
            await session.BeginAsync(cancellationToken).ConfigureAwait(false);
            return new TestTransaction(this, root);
        }
        catch
        {
            session.Abandon();
            throw;
        }
    }

    /// <summary>Waits for the connection, and opens it.</summary>
    private async Task<TestSession> OpenAsync(TestSession session, string operation, CancellationToken cancellationToken)
    {
        if (_begun is not null)
        {
            throw new InvalidOperationException(
                $"{operation} was called while a transaction of BeginAsync is open, but not by the method that began it, and the connection is in use. Await BeginAsync in the method whose calls are to join.");
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        session.HoldsTurn = true;
        try
        {
            if (connection.State == ConnectionState.Closed)
            {
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            session.Abandon();
            throw;
        }

        return session;
    }
}
