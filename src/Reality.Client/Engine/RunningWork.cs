namespace Reality.Client;

/// <summary>Counts what runs beside the queue, so that the end can wait for it.</summary>
internal sealed class RunningWork
{
    private readonly Lock _gate = new();
    private int _count;
    private TaskCompletionSource? _ended;

    internal int Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    internal void Start(Func<Task> work)
    {
        lock (_gate)
            _count++;

        // Off the engine's turn: a handler or source that computes before its first await must not keep everybody waiting.
        _ = Task.Run(async () =>
        {
            try
            {
                await work().ConfigureAwait(false);
            }
            finally
            {
                lock (_gate)
                {
                    if (--_count == 0)
                        _ended?.TrySetResult();
                }
            }
        });
    }

    internal Task EndedAsync()
    {
        lock (_gate)
        {
            if (_count == 0)
                return Task.CompletedTask;

            _ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _ended.Task;
        }
    }
}
