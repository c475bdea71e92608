namespace Reality.Client;

/// <summary>A subscription to one key. Disposing it ends the callbacks; the last one of a key also cancels what is under way for it.</summary>
/// <typeparam name="T">The payload.</typeparam>
public sealed class RealitySubscription<T> : IDisposable
{
    private readonly RealityEngine _engine;
    private readonly RealityCallbacks<T> _callbacks;
    private readonly DeliveryQueue _delivery;
    private KeyEntry<T>? _entry;
    private RealityState<T> _delivered;
    private volatile RealityState<T> _state;
    private volatile bool _disposed;

    internal RealitySubscription(RealityEngine engine, string key, RealitySource<T> source, RealityCallbacks<T> callbacks)
    {
        _engine = engine;
        _callbacks = callbacks;
        _delivery = new DeliveryQueue(SynchronizationContext.Current);
        _state = _delivered = new RealityState<T>(key);
        Key = key;
        var entry = _entry = engine.Keys.Add(engine, this, source);
        engine.Post(() =>
        {
            if (!entry.HasSubscribers)
                return;

            entry.Hold();
            engine.Persistence.Mounted(entry);
            entry.Attach(this);
            engine.Sync.Request(entry, "mount");
        });
    }

    /// <summary>The key's text.</summary>
    public string Key { get; }

    /// <summary>The newest state, which the callbacks may not have seen yet.</summary>
    public RealityState<T> State => _state;

    /// <summary>Asks the server for this key; see <see cref="RealityClient.SyncAsync(IReadOnlyCollection{string}?, CancellationToken)"/>.</summary>
    public Task SyncAsync(CancellationToken cancellationToken = default) => RealityClient.SyncAsync(_engine, [Key], cancellationToken);

    /// <summary>Ends the subscription. No callback begins after this; one that is running on another thread may still end.</summary>
    public void Dispose()
    {
        _disposed = true;
        if (Interlocked.Exchange(ref _entry, null) is not { } entry)
            return;

        if (_engine.Keys.Remove(entry, this))
            _engine.Post(() => _engine.Release(entry));
    }

    /// <summary>Ends the subscription and runs something after the last callback.</summary>
    internal void End(Action ended)
    {
        Dispose();
        _delivery.Post(ended);
    }

    /// <summary>Makes a state the newest; on the engine's turn.</summary>
    internal void Take(RealityState<T> state)
    {
        if (!_disposed)
            _state = state;
    }

    /// <summary>Calls back with a state; on the engine's turn.</summary>
    internal void Deliver(RealityState<T> state)
    {
        if (_disposed)
            return;

        _state = state;
        _delivery.Post(() => Call(state));
    }

    private void Call(RealityState<T> state)
    {
        var before = _delivered;
        if (_disposed || ReferenceEquals(before, state))
            return;

        _delivered = state;
        Guarded(_callbacks.OnState, state);
        if (state.Revision != before.Revision)
            Guarded(_callbacks.OnData, state.Data);
        if (state.Error is { } error && !ReferenceEquals(error, before.Error))
            Guarded(_callbacks.OnError, error);
    }

    private void Guarded<TArgument>(Action<TArgument>? callback, TArgument argument)
    {
        if (_disposed)
            return;

        try
        {
            callback?.Invoke(argument);
        }
#pragma warning disable CA1031 // A throwing subscriber must harm nobody else.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _engine.Report(RealityEventKind.CallbackFailed, Key, "a callback threw", error);
        }
    }
}
