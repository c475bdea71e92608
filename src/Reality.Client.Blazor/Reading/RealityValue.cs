namespace Reality.Client.Blazor;

/// <summary>
/// What a component knows of a key; see <see cref="RealityComponentBase.Watch"/>. Changes on the renderer's dispatcher alone, so that all
/// that is drawn together belongs together.
/// </summary>
/// <typeparam name="T">The payload.</typeparam>
public sealed class RealityValue<T> : IDisposable
{
    private readonly RealityClient _client;
    private readonly RealitySource<T> _source;
    private readonly RealitySubscription<T>? _subscription;
    private RealityState<T>? _state;

    /// <param name="client">The client.</param>
    /// <param name="key">The key's text.</param>
    /// <param name="source">How to get the payload.</param>
    /// <param name="changed">Brings a new state to the dispatcher; <see langword="null"/> where nothing is to be heard.</param>
    internal RealityValue(RealityClient client, string key, RealitySource<T> source, Action<RealityValue<T>, RealityState<T>>? changed)
    {
        (_client, _source, Key) = (client, source, key);
        if (changed is null)
            return;

        _subscription = client.Subscribe(key, source, new RealityCallbacks<T> { OnState = state => changed(this, state) });
        _state = _subscription.State;
    }

    /// <summary>The key's text.</summary>
    public string Key { get; }

    /// <summary>The payload, with pending mutations applied; the default value where <see cref="HasData"/> is <see langword="false"/>.</summary>
    public T? Data => _state is null ? default : _state.Data;

    /// <summary>Whether there is something to show.</summary>
    public bool HasData => _state is { HasData: true };

    /// <summary>Where the key stands.</summary>
    public RealityStatus Status => _state?.Status ?? RealityStatus.Loading;

    /// <summary>What went wrong in the last attempt; the last good data stays beside it.</summary>
    public Exception? Error => _state?.Error;

    /// <summary>The version of the payload in hand; 0 where there is none.</summary>
    public long Version => _state?.Version ?? 0;

    /// <summary>Whether there is data to show that is not known to be the newest.</summary>
    public bool IsStale => _state is { IsStale: true };

    /// <summary>Whether the data includes mutations that are not yet part of what the server sent.</summary>
    public bool IsPending => _state is { IsPending: true };

    /// <summary>Asks the server, and ends when what it answered is shown. This is also how a page that is rendered without a browser gets its data.</summary>
    /// <exception cref="RealityException">The server could not be asked.</exception>
    public async Task SyncAsync(CancellationToken cancellationToken = default)
    {
        if (_subscription is not null)
        {
            await _subscription.SyncAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        using var once = _client.Subscribe(Key, _source);
        try
        {
            await once.SyncAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _state = once.State;
        }
    }

    /// <summary>Ends the watching. A component's own values end with it.</summary>
    public void Dispose()
    {
        IsDisposed = true;
        _subscription?.Dispose();
    }

    internal bool IsDisposed { get; private set; }

    /// <summary>Takes a new state; on the dispatcher.</summary>
    internal void Take(RealityState<T> state) => _state = state;
}
