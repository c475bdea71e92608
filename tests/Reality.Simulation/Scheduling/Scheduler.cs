namespace Reality.Simulation.Scheduling;

/// <summary>
/// Runs everything on one thread, in an order drawn from a seed: whatever awaits comes back by way of this context, and which of those
/// that are ready goes on first is left to the draw. When nothing is ready, the virtual clock jumps to the next timer.
/// </summary>
internal sealed class Scheduler : SynchronizationContext
{
    private readonly List<(SendOrPostCallback Callback, object? State)> _ready = [];
    private readonly Random _random;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private string? _escape;

    public Scheduler(int seed)
    {
        _random = new Random(seed);
        Time = new VirtualTime(this);
    }

    public VirtualTime Time { get; }

    public long Steps { get; private set; }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It can never end, or some of it ran outside of this scheduler.</exception>
    public void Run(Func<Task> program)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            var task = program();
            while (!task.IsCompleted)
                Step();

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        ThrowIfForeign();
        _ready.Add((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Called from every place that the code under test can reach: on another thread, no seed would replay it.</summary>
    public void ThrowIfForeign()
    {
        if (Environment.CurrentManagedThreadId == _thread)
            return;

        _escape = Environment.StackTrace;
        throw new InvalidOperationException("Something ran outside of the scheduler.");
    }

    private void Step()
    {
        if (_escape is not null)
            throw new InvalidOperationException($"Something ran outside of the scheduler: {_escape}");

        if (_ready.Count == 0)
        {
            if (!Time.Advance())
                throw new InvalidOperationException("Nothing is ready and no timer runs: it can never end.");

            return;
        }

        var index = _random.Next(_ready.Count);
        var (callback, state) = _ready[index];
        _ready[index] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        Steps++;
        callback(state);
    }
}
