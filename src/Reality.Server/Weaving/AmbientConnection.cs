using System.Data.Common;

namespace Reality.Server.Weaving;

/// <summary>A connection that the woven calls of one flow share. A connection serves one call at a time.</summary>
internal abstract class AmbientConnection
{
    private AmbientFrame _innermost;
    private TaskCompletionSource? _left;

    protected AmbientConnection(string operation, AmbientFrame? outer)
    {
        Root = new AmbientFrame(this, null, operation);
        _innermost = Root;
        Outer = outer;
    }

    /// <summary>The scope itself.</summary>
    public AmbientFrame Root { get; }

    /// <summary>What was ambient where the scope began.</summary>
    public AmbientFrame? Outer { get; }

    public abstract DbConnection Connection { get; }

    protected Lock Gate { get; } = new();

    /// <summary>Whether no call runs on the connection.</summary>
    protected bool IsIdle => _innermost == Root;

    /// <summary>The name of the call that runs.</summary>
    protected string Innermost => _innermost.Operation;

    /// <summary>Begins a call inside another.</summary>
    /// <returns><see langword="null"/> where another call runs on the connection.</returns>
    protected AmbientFrame? TryEnter(AmbientFrame caller, string operation) =>
        _innermost == caller ? _innermost = new AmbientFrame(this, caller, operation) : null;

    /// <summary>Ends a call. One that was begun inside it and not awaited keeps the connection until it ends too.</summary>
    public void Leave(AmbientFrame frame)
    {
        TaskCompletionSource? left;
        lock (Gate)
        {
            frame.HasLeft = true;
            while (_innermost.HasLeft)
                _innermost = _innermost.Parent!;

            left = _left;
            _left = null;
        }

        left?.SetResult();
    }

    /// <summary>Completes when some call ends. Called under the gate.</summary>
    protected Task WaitForLeave() => (_left ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
}
