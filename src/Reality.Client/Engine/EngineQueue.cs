namespace Reality.Client;

/// <summary>
/// Runs the engine's work one piece at a time, in order, on the thread pool. All state of the engine is touched here alone, so that no
/// lock is ever held while user code runs, and a caller never waits for another caller's work.
/// </summary>
/// <param name="turnEnded">Runs after each piece of work, such as to publish what it changed.</param>
/// <param name="faulted">Hears of what a piece of work threw.</param>
internal sealed class EngineQueue(Action turnEnded, Action<Exception> faulted) : IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private readonly Queue<Action> _work = [];
    private bool _scheduled;
    private long _posted;

    internal (long Posted, bool IsIdle) State
    {
        get
        {
            lock (_gate)
                return (_posted, !_scheduled);
        }
    }

    internal void Post(Action work)
    {
        lock (_gate)
        {
            _work.Enqueue(work);
            _posted++;
            if (_scheduled)
                return;

            _scheduled = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public void Execute()
    {
        while (Next() is { } work)
        {
            Guarded(work);
            Guarded(turnEnded);
        }
    }

    private Action? Next()
    {
        lock (_gate)
        {
            if (_work.TryDequeue(out var work))
                return work;

            _scheduled = false;
            return null;
        }
    }

    private void Guarded(Action work)
    {
        try
        {
            work();
        }
#pragma warning disable CA1031 // One piece of work must not end the engine; the fault is reported.
        catch (Exception error)
#pragma warning restore CA1031
        {
            faulted(error);
        }
    }
}
