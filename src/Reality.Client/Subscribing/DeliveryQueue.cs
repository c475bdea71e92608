namespace Reality.Client;

/// <summary>Calls one subscriber back, in order and one call at a time, on its own synchronization context or the thread pool.</summary>
internal sealed class DeliveryQueue(SynchronizationContext? context)
{
    private readonly Lock _gate = new();
    private readonly Queue<Action> _calls = [];
    private bool _scheduled;

    internal void Post(Action call)
    {
        lock (_gate)
        {
            _calls.Enqueue(call);
            if (_scheduled)
                return;

            _scheduled = true;
        }

        if (context is null)
            ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.Drain(), this, preferLocal: false);
        else
            context.Post(static queue => ((DeliveryQueue)queue!).Drain(), this);
    }

    private void Drain()
    {
        while (true)
        {
            Action? call;
            lock (_gate)
            {
                if (!_calls.TryDequeue(out call))
                {
                    _scheduled = false;
                    return;
                }
            }

            call();
        }
    }
}
