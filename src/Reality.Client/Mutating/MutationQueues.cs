namespace Reality.Client;

/// <summary>Lines of mutations that are sent one after the other. On the engine's turn, but for the waiting.</summary>
internal sealed class MutationQueues
{
    private readonly Dictionary<string, Task> _last = new(StringComparer.Ordinal);
    private int _waiting;

    /// <summary>How many wait for others.</summary>
    internal int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Takes a place at the end of a mutation's lines.</summary>
    internal Place Enter(RealityMutation mutation)
    {
        if (!mutation.IsInOrder)
            return new Place(this, [], []);

        // A name cannot be mistaken for a key.
        string[] lines = mutation.Queue is { } name ? [$"queue {name}"] : [.. mutation.Layers.Select(layer => $"key {layer.Key}").Distinct()];
        var place = new Place(this, lines, [.. lines.Select(line => _last.GetValueOrDefault(line)).OfType<Task>()]);
        foreach (var line in lines)
            _last[line] = place.Left;
        return place;
    }

    /// <summary>One mutation's place in its lines.</summary>
    internal sealed class Place(MutationQueues queues, string[] lines, Task[] before)
    {
        private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task _before = Task.WhenAll(before);

        /// <summary>Ends when this one and all before it are over.</summary>
        internal Task Left => _left.Task;

        /// <summary>Ends when all before it are over, whatever became of them.</summary>
        internal async Task ComeFirstAsync(CancellationToken cancellationToken)
        {
            if (_before.IsCompleted)
                return;

            Interlocked.Increment(ref queues._waiting);
            try
            {
                await _before.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                Interlocked.Decrement(ref queues._waiting);
            }
        }

        /// <summary>It is over. One that gave up waiting still lets nobody past those before it.</summary>
        internal void Leave()
        {
            foreach (var line in lines)
            {
                if (_before.IsCompleted && queues._last.GetValueOrDefault(line) == Left)
                    queues._last.Remove(line);
            }

            _ = _before.ContinueWith(_ => _left.TrySetResult(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }
}
