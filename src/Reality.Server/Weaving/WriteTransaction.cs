using System.Data.Common;
using Reality.Server.Storage;

namespace Reality.Server.Weaving;

/// <summary>
/// A write transaction that woven calls join: what they bump is collected and done at the end, once a key. A write that fails inside
/// it poisons it, since half of that write may have been done: whoever catches the exception cannot commit the rest.
/// </summary>
internal sealed class WriteTransaction(string operation, AmbientFrame? outer) : AmbientConnection(operation, outer)
{
    private enum Phase
    {
        Opening,
        NeverBegan,
        Open,
        Completing,
        Ended,
    }

    private IStorageTransaction? _storage;
    private Phase _phase;
    private (string Operation, Exception Failure)? _poison;

    public BumpedKeys Bumps { get; } = new();

    public override DbConnection Connection => Storage.Connection;

    public IStorageTransaction Storage => _storage ?? throw new InvalidOperationException("The transaction has not begun.");

    /// <summary>Whether an exception already says that the user's statements ended the transaction.</summary>
    public bool IsLossTold { get; set; }

    public bool NeverBegan => _phase == Phase.NeverBegan;

    public void Begin(IStorageTransaction storage)
    {
        _storage = storage;
        Move(Phase.Open);
    }

    public void FailToBegin() => Move(Phase.NeverBegan);

    /// <exception cref="InvalidOperationException">The transaction cannot take this call; the message says why.</exception>
    public AmbientFrame Enter(AmbientFrame caller, string operation, bool isWrite)
    {
        lock (Gate)
        {
            var refusal = _phase switch
            {
                Phase.Opening => "has not been awaited: await BeginAsync first",
                Phase.Ended =>
                    "is completed. A call that outlives the transaction it was begun in must be started outside of it, for instance "
                    + "before it or with its execution context suppressed",
                Phase.Completing when isWrite => "is being committed, and its views are read again for their hashes: a read must not write",
                _ => null,
            };
            if (refusal is not null)
                throw new InvalidOperationException($"'{operation}' would join the transaction of '{Root.Operation}', which {refusal}.");

            return TryEnter(caller, operation) ?? throw new InvalidOperationException(
                $"'{operation}' would join the transaction of '{Root.Operation}' while '{Innermost}' runs in it. A transaction serves one "
                + "call at a time: await each woven call before the next.");
        }
    }

    /// <summary>Remembers that a write inside failed.</summary>
    public void Poison(string operation, Exception failure)
    {
        lock (Gate)
            _poison ??= (operation, failure);
    }

    /// <summary>Claims the transaction for its commit: from here on no write joins it.</summary>
    /// <returns>The frame that the commit's own reads run in; it is left when the commit is through.</returns>
    /// <exception cref="InvalidOperationException">It is completed, or a call is under way.</exception>
    public AmbientFrame BeginCompleting()
    {
        lock (Gate)
        {
            if (_phase != Phase.Open)
                throw new InvalidOperationException($"The transaction of '{Root.Operation}' is completed already.");

            if (TryEnter(Root, "the commit") is not { } frame)
            {
                throw new InvalidOperationException(
                    $"The transaction of '{Root.Operation}' cannot be committed while '{Innermost}' runs in it. Await each woven call.");
            }

            _phase = Phase.Completing;
            return frame;
        }
    }

    /// <exception cref="InvalidOperationException">A write inside failed.</exception>
    public void ThrowIfPoisoned()
    {
        if (_poison is { } poison)
        {
            throw new InvalidOperationException(
                $"The transaction of '{Root.Operation}' is rolled back: '{poison.Operation}' failed in it and may have done half of its work, "
                + "so the exception must not be caught inside the transaction.",
                poison.Failure);
        }
    }

    /// <summary>Ends the transaction for new calls and waits for those that run; then its connection is free to be given back.</summary>
    /// <returns>The storage's transaction, to be disposed; <see langword="null"/> where it was ended before or never began.</returns>
    public async ValueTask<IStorageTransaction?> EndAsync()
    {
        while (true)
        {
            Task left;
            lock (Gate)
            {
                if (_phase is not (Phase.Open or Phase.Completing or Phase.Ended))
                    return null;

                _phase = Phase.Ended;
                if (IsIdle)
                {
                    var storage = _storage;
                    _storage = null;
                    return storage;
                }

                left = WaitForLeave();
            }

            await left;
        }
    }

    private void Move(Phase phase)
    {
        lock (Gate)
            _phase = phase;
    }
}
