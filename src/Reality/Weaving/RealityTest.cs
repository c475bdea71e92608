using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Reality;

/// <summary>
/// An <see cref="IReality"/> for tests of a repository's SQL: <c>new MessageRepository(RealityTest.Over(connection))</c>. Cores run on
/// the given connection, writes in a real transaction of its database, and the keys that committed writes bumped can be asserted.
/// </summary>
/// <remarks>
/// <para>
/// It has what plain ADO.NET offers: a transaction begun by the text <c>begin</c>, which commands join on SQLite and PostgreSQL. Views are
/// read again and hashed before the commit, as in production, so a view whose SQL or content fails there fails here too.
/// </para>
/// <para>
/// It stores no node, answers no client and takes no lock on keys; reads see no snapshot; nothing is retried; a core that ends the
/// transaction itself is noticed only as far as the database complains of the commit. The connection must have no transaction of the
/// test's own.
/// </para>
/// <para>Calls from several tasks wait for each other, since there is one connection.</para>
/// </remarks>
public sealed class RealityTest : IReality
{
    private readonly TestConnection _connection;

    private RealityTest(DbConnection connection) => _connection = new(connection);

    /// <summary>
    /// The texts of the keys that committed writes bumped, oldest first; those of one transaction once each, in ordinal order. A copy of
    /// the moment.
    /// </summary>
    public IReadOnlyList<string> Bumped => _connection.Bumped;

    /// <summary>Runs repositories over a connection.</summary>
    /// <param name="connection">A connection to a database with the application's tables. It is opened if it is closed, and never closed.</param>
    public static RealityTest Over(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new(connection);
    }

    /// <inheritdoc/>
    public async Task<T> ReadAsync<T>(
        Func<IRealityRead, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string operation = "")
    {
        ArgumentNullException.ThrowIfNull(read);
        await using var call = await _connection.EnterAsync(operation, cancellationToken).ConfigureAwait(false);
        call.MakeCurrent();
        return await read(call, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task WriteAsync(
        Func<IRealityWrite, CancellationToken, Task> write,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string operation = "")
    {
        ArgumentNullException.ThrowIfNull(write);
        return InTransactionAsync(
            async (call, token) =>
            {
                await write(call, token).ConfigureAwait(false);
                return true;
            },
            operation,
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<T> WriteAsync<T>(
        Func<IRealityWrite, CancellationToken, Task<T>> write,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string operation = "")
    {
        ArgumentNullException.ThrowIfNull(write);
        return InTransactionAsync(write, operation, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<T> ReadElsewhereAsync<T>(
        Func<CancellationToken, Task<T>> read,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string operation = "")
    {
        ArgumentNullException.ThrowIfNull(read);
        return await read(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task WriteElsewhereAsync(
        Action<IRealityMark> mark,
        Func<IRealityElsewhere, CancellationToken, Task> write,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string operation = "")
    {
        ArgumentNullException.ThrowIfNull(write);
        return WriteElsewhereAsync(
            mark,
            async (handle, token) =>
            {
                await write(handle, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken,
            operation);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// No mark outlives the call and no deadline cancels it. Where the write throws, the marked keys are bumped, as in production.
    /// </remarks>
    public async Task<T> WriteElsewhereAsync<T>(
        Action<IRealityMark> mark,
        Func<IRealityElsewhere, CancellationToken, Task<T>> write,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string operation = "")
    {
        ArgumentNullException.ThrowIfNull(mark);
        ArgumentNullException.ThrowIfNull(write);
        if (_connection.Current is { Session: { IsAbandoned: false, InTransaction: true } })
        {
            throw new InvalidOperationException(
                $"{operation} writes data that is not in the database, and cannot join a transaction that may be rolled back. Call it before or after.");
        }

        var keys = new MarkedKeys(operation);
        mark(keys);
        keys.Begin();
        try
        {
            var result = await write(keys, cancellationToken).ConfigureAwait(false);
            _connection.Record(keys.Reported);
            return result;
        }
        catch
        {
            _connection.Record(keys.All);
            throw;
        }
    }

    /// <inheritdoc/>
    /// <remarks>The work is run once.</remarks>
    public Task TransactAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return InTransactionAsync(
            async (_, token) =>
            {
                await work(token).ConfigureAwait(false);
                return true;
            },
            nameof(TransactAsync),
            cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>The work is run once.</remarks>
    public Task<T> TransactAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return InTransactionAsync((_, token) => work(token), nameof(TransactAsync), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A transaction is open already.</exception>
    public Task<IRealityTransaction> BeginAsync(CancellationToken cancellationToken = default) => _connection.BeginAsync(cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The version is one more than the number of times that this object has seen the key bumped.</remarks>
    public async Task<long> UpdateNodeAsync([StringSyntax(KeyText.KeyOrFamilySyntax)] string key, string? hash = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (RealityFamily.IsFamily(key))
        {
            _ = new RealityFamily(key);
        }
        else if (!KeyText.IsCanonical(key))
        {
            throw new ArgumentException($"{KeyTextForm.Show(key)} is not a key's canonical text.", nameof(key));
        }

        if (hash is not null)
        {
            NodeHash.ThrowIfRefused(hash);
        }

        await using var call = await _connection.EnterAsync(nameof(UpdateNodeAsync), cancellationToken).ConfigureAwait(false);
        return call.Update(key);
    }

    private async Task<T> InTransactionAsync<T>(
        Func<TestCall, CancellationToken, Task<T>> work,
        string operation,
        CancellationToken cancellationToken)
    {
        await using var call = await _connection.EnterAsync(operation, cancellationToken).ConfigureAwait(false);
        call.MakeCurrent();
        if (call.Session.InTransaction)
        {
            return await work(call, cancellationToken).ConfigureAwait(false);
        }

        await call.Session.BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var result = await work(call, cancellationToken).ConfigureAwait(false);
            await call.Session.CommitAsync(cancellationToken).ConfigureAwait(false);
            return result;
        }
        catch
        {
            await call.Session.RollBackAsync().ConfigureAwait(false);
            throw;
        }
    }
}
