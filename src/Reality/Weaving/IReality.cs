using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Reality;

/// <summary>
/// What a repository reads and writes through. Generated contracts call it; code without the generator may call it by hand, with the
/// same guarantees: a write and the versions it raises commit together or not at all.
/// </summary>
public interface IReality
{
    /// <summary>Runs a read on a connection of the storage's database, inside the current transaction or snapshot if there is one.</summary>
    /// <param name="read">The read. It gets the connection and the token.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <param name="operation">The name of the reading method, for errors and logs.</param>
    Task<T> ReadAsync<T>(
        Func<IRealityRead, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string operation = "");

    /// <summary>Runs a write in a transaction, its own or the current one, and raises the versions of the keys it reports.</summary>
    /// <param name="write">The write. It gets the connection and reports the keys with <see cref="IRealityWrite.Bump(IRealityKey)"/>.</param>
    /// <param name="cancellationToken">Cancels the write; nothing of it stays.</param>
    /// <param name="operation">The name of the writing method, for errors and logs.</param>
    /// <exception cref="InvalidOperationException">The write ended the transaction itself, or the storage has no transactions.</exception>
    Task WriteAsync(
        Func<IRealityWrite, CancellationToken, Task> write,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string operation = "");

    /// <inheritdoc cref="WriteAsync(Func{IRealityWrite, CancellationToken, Task}, CancellationToken, string)"/>
    Task<T> WriteAsync<T>(
        Func<IRealityWrite, CancellationToken, Task<T>> write,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string operation = "");

    /// <summary>Runs a read whose data is not in the storage's database. It gets no connection, and belongs to no snapshot.</summary>
    /// <param name="read">The read.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <param name="operation">The name of the reading method, for errors and logs.</param>
    Task<T> ReadElsewhereAsync<T>(
        Func<CancellationToken, Task<T>> read,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string operation = "");

    /// <summary>
    /// Runs a write whose data is not in the storage's database: a durable mark names the keys before it begins, and their versions are
    /// raised after it. Where this process dies between the two, others raise them once the mark's time is over.
    /// </summary>
    /// <param name="mark">Marks the keys that the write may change. Runs first, and once.</param>
    /// <param name="write">
    /// The write. It reports what it changed with <see cref="IRealityElsewhere.Bump(IRealityKey)"/>, and must stop where its token is cancelled: the
    /// mark's time is over then. If it throws, whether it took place is taken for unknown, and every marked key is raised.
    /// </param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <param name="operation">The name of the writing method, for errors and logs.</param>
    /// <exception cref="InvalidOperationException">A transaction is open: what is elsewhere cannot be rolled back with it.</exception>
    /// <exception cref="TimeoutException">The mark's time was over, before the write began or while it ran.</exception>
    Task WriteElsewhereAsync(
        Action<IRealityMark> mark,
        Func<IRealityElsewhere, CancellationToken, Task> write,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string operation = "");

    /// <inheritdoc cref="WriteElsewhereAsync(Action{IRealityMark}, Func{IRealityElsewhere, CancellationToken, Task}, CancellationToken, string)"/>
    Task<T> WriteElsewhereAsync<T>(
        Action<IRealityMark> mark,
        Func<IRealityElsewhere, CancellationToken, Task<T>> write,
        CancellationToken cancellationToken = default,
        [CallerMemberName] string operation = "");

    /// <summary>
    /// Makes several writes one: all woven calls inside join one transaction, each key is bumped once, at the end, in one order.
    /// </summary>
    /// <param name="work">
    /// The writes. On a serialization failure or a deadlock it is run again, a bounded number of times, so it must have no other effect.
    /// </param>
    /// <param name="cancellationToken">Cancels the whole; nothing of it stays.</param>
    Task TransactAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="TransactAsync(Func{CancellationToken, Task}, CancellationToken)"/>
    Task<T> TransactAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken = default);

    /// <summary>
    /// Begins a transaction for what cannot be a lambda. Woven calls of the caller join it until it is committed or disposed. Never
    /// retried. Prefer <see cref="TransactAsync(Func{CancellationToken, Task}, CancellationToken)"/>.
    /// </summary>
    /// <param name="cancellationToken">Cancels the opening.</param>
    Task<IRealityTransaction> BeginAsync(CancellationToken cancellationToken = default);

    /// <summary>Raises the version of one key, or of a family of keys, for code that writes its data without the generator.</summary>
    /// <param name="key">The key's text, canonical; or a family's (<see cref="RealityFamily.Text"/>), which takes no hash.</param>
    /// <param name="hash">An opaque hash of the content as the caller computes it, or <see langword="null"/> for a fresh one.</param>
    /// <param name="cancellationToken">Cancels the update.</param>
    /// <returns>The key's new version, or the family's own; inside a transaction, 0: it is not known before the end.</returns>
    /// <exception cref="ArgumentException">The text is not a canonical key nor the family of a declared template, or the hash is empty, too long or not printable ASCII.</exception>
    Task<long> UpdateNodeAsync([StringSyntax(KeyText.KeyOrFamilySyntax)] string key, string? hash = null, CancellationToken cancellationToken = default);
}
