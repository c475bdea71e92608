using System.Data.Common;

namespace Reality;

/// <summary>One call of a read or a write, as its lambda sees it.</summary>
internal sealed class TestCall(TestConnection owner, TestSession session, string operation, TestCall? outer) : IRealityWrite, IAsyncDisposable
{
    // Tests assert keys, not hashes: any secret does.
    private static readonly HashSecret Secret = new(HashSecret.Create());

    private bool _ended;

    public TestSession Session => session;

    public TestCall? Outer => outer;

    public string Operation => operation;

    public DbConnection Connection => session.Connection;

    /// <summary>Lets the calls made from here on in this flow join. In the method that runs the lambda: it is undone where that returns.</summary>
    public void MakeCurrent() => owner.Current = this;

    public void Bump(IRealityKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Bump(key.Text, null);
    }

    public void Bump(RealityFamily family) => Bump(family.Text, null);

    public void Bump<TKey, T>(TKey key, Func<DbConnection, TKey, CancellationToken, Task<T>> read, ContentHash<T> content)
        where TKey : struct, IRealityKey
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(content);
        Bump(key.Text, async token => content.Compute(await read(Connection, key, token).ConfigureAwait(false), Secret));
    }

    public long Update(string key)
    {
        Bump(key, null);
        if (session.InTransaction)
        {
            return 0;
        }

        session.RecordBumps();
        return owner.Count(key) + 1;
    }

    public ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            _ended = true;
            session.Leave(this);
        }

        return ValueTask.CompletedTask;
    }

    private void Bump(string key, Func<CancellationToken, Task>? readAgain)
    {
        if (_ended)
        {
            throw new InvalidOperationException($"'{key}' was bumped after {operation} had ended.");
        }

        session.Bump(key, readAgain);
    }
}
