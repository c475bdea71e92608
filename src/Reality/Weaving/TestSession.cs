using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Reality;

/// <summary>One use of the connection: an outermost call with all that is inside it, in a transaction once a write has begun.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A call ends itself; the session only knows which one is under way.")]
internal sealed class TestSession(TestConnection owner, DbConnection connection)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Func<CancellationToken, Task>?> _bumps = new(StringComparer.Ordinal);
    private TestCall? _running;
    private bool _ended;

    public DbConnection Connection => connection;

    public bool HoldsTurn { get; set; }

    public bool InTransaction { get; private set; }

    /// <summary>It never began, so nothing is inside it.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>The outermost call.</summary>
    public TestCall Root(string operation) => _running = new(owner, this, operation, outer: null);

    /// <summary>Begins a call inside another one.</summary>
    public TestCall Enter(string operation, TestCall outer)
    {
        lock (_lock)
        {
            Check(outer, operation);
            return _running = new(owner, this, operation, outer);
        }
    }

    public void Leave(TestCall call)
    {
        lock (_lock)
        {
            if (call.Outer is not null)
            {
                _running = _ended ? null : call.Outer;
                return;
            }
        }

        End();
    }

    /// <summary>Makes sure that nothing else of this session is under way.</summary>
    public void Check(TestCall expected, string operation)
    {
        lock (_lock)
        {
            if (_ended)
            {
                throw new InvalidOperationException($"{operation} was called in a transaction or call that is completed.");
            }

            if (_running != expected)
            {
                throw new InvalidOperationException(
                    $"{operation} was called while {_running?.Operation} is under way in the same transaction or call. Await one before the next: they share a connection.");
            }
        }
    }

    /// <summary>Notes a bump. A way to read the view again, once known, stays.</summary>
    public void Bump(string key, Func<CancellationToken, Task>? readAgain)
    {
        lock (_lock)
        {
            _bumps[key] = readAgain ?? _bumps.GetValueOrDefault(key);
        }
    }

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync("begin", cancellationToken).ConfigureAwait(false);
        InTransaction = true;
    }

    /// <summary>Reads the bumped views again, in key order, and commits.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        foreach (var readAgain in _bumps.Values)
        {
            if (readAgain is not null)
            {
                await readAgain(cancellationToken).ConfigureAwait(false);
            }
        }

        await ExecuteAsync("commit", cancellationToken).ConfigureAwait(false);
        InTransaction = false;
        RecordBumps();
    }

    public void RecordBumps()
    {
        owner.Record(_bumps.Keys);
        _bumps.Clear();
    }

    /// <summary>Rolls back; where even that fails, the error that led here is the one to see.</summary>
    public async Task RollBackAsync()
    {
        if (!InTransaction)
        {
            return;
        }

        InTransaction = false;
        _bumps.Clear();
        try
        {
            await ExecuteAsync("rollback", CancellationToken.None).ConfigureAwait(false);
        }
        catch (DbException)
        {
        }
    }

    public void Abandon()
    {
        IsAbandoned = true;
        End();
    }

    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            if (!HoldsTurn)
            {
                return;
            }

            HoldsTurn = false;
        }

        owner.Release(this);
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
