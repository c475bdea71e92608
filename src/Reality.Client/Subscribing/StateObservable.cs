namespace Reality.Client;

/// <summary>The states of a key, to whoever observes them.</summary>
internal sealed class StateObservable<T>(RealityClient client, string key, RealitySource<T> source, CancellationToken stopped)
    : IObservable<RealityState<T>>
{
    public IDisposable Subscribe(IObserver<RealityState<T>> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var subscription = client.Subscribe(key, source, new RealityCallbacks<T> { OnState = observer.OnNext });
        return new Observation(subscription, observer, stopped);
    }

    private sealed class Observation : IDisposable
    {
        private readonly RealitySubscription<T> _subscription;
        private readonly CancellationTokenRegistration _atStop;
        private volatile IObserver<RealityState<T>>? _observer;

        internal Observation(RealitySubscription<T> subscription, IObserver<RealityState<T>> observer, CancellationToken stopped)
        {
            (_subscription, _observer) = (subscription, observer);
            _atStop = stopped.Register(() => subscription.End(() => _observer?.OnCompleted()));
        }

        public void Dispose()
        {
            _observer = null;
            _subscription.Dispose();
            _atStop.Unregister();
        }
    }
}
