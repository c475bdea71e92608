namespace Reality.Client;

/// <summary>Somebody who waits until a number of keys have been asked for and what changed is shown.</summary>
internal sealed class SyncWaiter(RealityEngine engine)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = 1;
    private Exception? _error;

    internal Task Task => _done.Task;

    internal void Add() => _left++;

    /// <summary>One key is settled; also called once when all keys have been added.</summary>
    internal void Done(Exception? error = null)
    {
        _error ??= error;
        if (--_left > 0)
            return;

        // What changed in this turn is shown at its end, and it has to be shown before anybody goes on.
        engine.AtTurnEnd(Complete);
    }

    private void Complete()
    {
        if (_error is null)
            _done.TrySetResult();
        else
            _done.TrySetException(_error);
    }
}
