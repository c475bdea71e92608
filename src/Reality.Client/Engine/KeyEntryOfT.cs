namespace Reality.Client;

/// <inheritdoc/>
internal sealed class KeyEntry<T>(RealityEngine engine, string key) : KeyEntry(key)
{
    private RealityState<T> _state = new(key);
    private Payload? _shownTruth;
    private IReadOnlyList<Layer> _shownLayers = [];
    private T? _shown;
    private bool _hasShown;
    private bool _pending;
    private long _revision;

    /// <summary>The subscribers; replaced as a whole under the registry's lock, read anywhere.</summary>
    internal volatile RealitySubscription<T>[] Subscribers = [];

    /// <summary>How to get the payload, as the newest subscriber said: one that mounts again may know better.</summary>
    internal volatile RealitySource<T>? Source;

    internal override Type PayloadType => typeof(T);

    internal override bool HasSubscribers => Subscribers.Length > 0;

    internal override bool IsFromServer => Source is { IsFromServer: true };

    internal override bool CanBeStored => Source?.StoredAs is not null;

    internal override Func<byte[]> Storing(StoredEntry entry)
    {
        var (type, now) = (Source!.StoredAs!, engine.Now);
        return () => entry.Write(type, now);
    }

    internal override StoredEntry? Restoring(byte[] bytes) => Source?.StoredAs is { } type ? StoredEntry.Read(bytes, Key, type) : null;

    internal override async Task<FetchResult> FetchAsync(RealityFetch fetch, CancellationToken cancellationToken)
    {
        var payload = await Source!.FetchAsync(fetch, cancellationToken).ConfigureAwait(false)
            ?? throw new RealityException($"The source of '{Key}' returned no payload.");
        return new FetchResult(payload.Value, payload.Version, payload.ETag, payload.Seen, payload.NotModified);
    }

    /// <summary>Shows a new subscriber what is there.</summary>
    internal void Attach(RealitySubscription<T> subscription)
    {
        if (Refresh())
            Publish();
        subscription.Deliver(_state);
    }

    internal override void Publish()
    {
        foreach (var subscriber in Subscribers)
            subscriber.Deliver(_state);
    }

    internal override bool Refresh()
    {
        Show();
        var status = Status();
        var state = new RealityState<T>(Key)
        {
            Data = _shown,
            HasData = _hasShown,
            Version = Known,
            Status = status,
            Error = Error,
            IsStale = _hasShown && status != RealityStatus.Fresh,
            IsPending = _pending,
            IsTorn = Torn,
            Revision = _revision,
        };
        if (state.SameAs(_state))
            return false;

        _state = state;
        foreach (var subscriber in Subscribers)
            subscriber.Take(state);
        return true;
    }

    private RealityStatus Status()
    {
        if (Refused)
            return RealityStatus.Refused;
        if (Fetch is not null || Staged is not null)
            return _hasShown ? RealityStatus.Refreshing : RealityStatus.Loading;
        if (Error is not null)
            return RealityStatus.Error;
        if (Truth is null)
            return RealityStatus.Loading;
        return Known < Target || Unconfirmed ? RealityStatus.Stale : RealityStatus.Fresh;
    }

    /// <summary>Applies the pending mutations to the truth, if either is not what it was.</summary>
    private void Show()
    {
        var layers = Refused ? [] : engine.Mutations.LayersOf(Key);
        var sameTruth = ReferenceEquals(_shownTruth?.Value, Truth?.Value) && (_shownTruth is null) == (Truth is null);
        if (sameTruth && layers.SequenceEqual(_shownLayers, ReferenceEqualityComparer.Instance))
        {
            _shownTruth = Truth;
            return;
        }

        var value = Truth is { } truth ? (T?)truth.Value : default;
        var has = Truth is not null;
        foreach (var layer in layers)
        {
            if (engine.TryApply(layer, value, out var changed))
            {
                value = (T?)changed;
                has = true;
            }
        }

        (_shownTruth, _shownLayers, _shown, _hasShown, _pending) = (Truth, layers, value, has, layers.Count > 0);
        _revision++;
    }
}
