using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Reality.Client;

/// <content>The ways to read: once, by callbacks, as a stream, as an observable.</content>
public sealed partial class RealityClient
{
    /// <summary>
    /// Gets the newest payload of a key, with pending mutations applied. Asks the server what changed; what is held is not fetched again
    /// unless it did.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="RealityRefusedException">The key cannot be read.</exception>
    /// <exception cref="RealityException">The server could not be asked, or the payload could not be had. It is not tried again.</exception>
    /// <exception cref="InvalidOperationException">The key is in use with another payload type.</exception>
    public Task<T> GetAsync<T>(IRealityRoutedKey<T> key, CancellationToken cancellationToken = default) =>
        GetAsync(Text(key), RealitySource.Of(key), cancellationToken);

    /// <param name="key">The key.</param>
    /// <param name="source">How to get the payload.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <inheritdoc cref="GetAsync{T}(IRealityRoutedKey{T}, CancellationToken)"/>
    public Task<T> GetAsync<T>(IRealityKey<T> key, RealitySource<T> source, CancellationToken cancellationToken = default) =>
        GetAsync(Text(key), source, cancellationToken);

    /// <inheritdoc cref="GetAsync{T}(IRealityKey{T}, RealitySource{T}, CancellationToken)"/>
    public async Task<T> GetAsync<T>(
        [StringSyntax(KeyText.Syntax)] string key,
        RealitySource<T> source,
        CancellationToken cancellationToken = default)
    {
        using var subscription = Subscribe(key, source);
        await subscription.SyncAsync(cancellationToken).ConfigureAwait(false);
        var state = subscription.State;
        if (state.Error is { } error)
            throw error;

        return state.HasData ? state.Data! : throw new RealityException($"There is no payload of '{key}' yet.") { IsTransient = true };
    }

    /// <summary>Subscribes to a key: what is known of it is told at once, and the server is asked.</summary>
    /// <param name="key">The key.</param>
    /// <param name="callbacks">What to hear; a subscription without callbacks keeps <see cref="RealitySubscription{T}.State"/> fresh.</param>
    /// <exception cref="InvalidOperationException">
    /// The key is in use with another payload type; or no <c>JsonSerializerContext</c> lists the payload, and reflection is switched off.
    /// </exception>
    public RealitySubscription<T> Subscribe<T>(IRealityRoutedKey<T> key, RealityCallbacks<T>? callbacks = null) =>
        Subscribe(Text(key), RealitySource.Of(key), callbacks);

    /// <summary>Subscribes to a key: what is known of it is told at once, and the server is asked.</summary>
    /// <param name="key">The key.</param>
    /// <param name="source">How to get the payload. The newest subscriber's source is used for all of them.</param>
    /// <param name="callbacks">What to hear; a subscription without callbacks keeps <see cref="RealitySubscription{T}.State"/> fresh.</param>
    /// <exception cref="InvalidOperationException">The key is in use with another payload type.</exception>
    /// <exception cref="ArgumentException">The key is empty, longer than 512 bytes, or not valid text.</exception>
    public RealitySubscription<T> Subscribe<T>(IRealityKey<T> key, RealitySource<T> source, RealityCallbacks<T>? callbacks = null) =>
        Subscribe(Text(key), source, callbacks);

    /// <inheritdoc cref="Subscribe{T}(IRealityKey{T}, RealitySource{T}, RealityCallbacks{T}?)"/>
    public RealitySubscription<T> Subscribe<T>([StringSyntax(KeyText.Syntax)] string key, RealitySource<T> source, RealityCallbacks<T>? callbacks = null)
    {
        CheckKey(key);
        ArgumentNullException.ThrowIfNull(source);
        ObjectDisposedException.ThrowIf(_engine.IsStopped, this);
        return new RealitySubscription<T>(_engine, key, source, callbacks ?? new RealityCallbacks<T>());
    }

    /// <summary>
    /// Watches a key as a stream of states. A reader that is slower than the changes skips to the newest. The subscription lasts as long
    /// as the enumeration.
    /// </summary>
    /// <inheritdoc cref="Subscribe{T}(IRealityRoutedKey{T}, RealityCallbacks{T}?)"/>
    public IAsyncEnumerable<RealityState<T>> Watch<T>(IRealityRoutedKey<T> key, CancellationToken cancellationToken = default) =>
        Watch(Text(key), RealitySource.Of(key), cancellationToken);

    /// <summary>
    /// Watches a key as a stream of states. A reader that is slower than the changes skips to the newest. The subscription lasts as long
    /// as the enumeration.
    /// </summary>
    /// <inheritdoc cref="Subscribe{T}(IRealityKey{T}, RealitySource{T}, RealityCallbacks{T}?)"/>
    public IAsyncEnumerable<RealityState<T>> Watch<T>(IRealityKey<T> key, RealitySource<T> source, CancellationToken cancellationToken = default) =>
        Watch(Text(key), source, cancellationToken);

    /// <inheritdoc cref="Watch{T}(IRealityKey{T}, RealitySource{T}, CancellationToken)"/>
    public async IAsyncEnumerable<RealityState<T>> Watch<T>(
        [StringSyntax(KeyText.Syntax)] string key,
        RealitySource<T> source,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var states = Channel.CreateBounded<RealityState<T>>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        using var subscription = Subscribe(key, source, new RealityCallbacks<T> { OnState = state => states.Writer.TryWrite(state) });
        using var stopped = _engine.Stopped.Register(() => states.Writer.TryComplete());
        await foreach (var state in states.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            yield return state;
    }

    /// <summary>
    /// A key as an observable of states. Each observer has a subscription of its own, from <c>Subscribe</c> until what that returned is
    /// disposed. Trouble is part of the states: <c>OnError</c> is never called, and <c>OnCompleted</c> when the client is disposed.
    /// </summary>
    /// <inheritdoc cref="Subscribe{T}(IRealityRoutedKey{T}, RealityCallbacks{T}?)"/>
    public IObservable<RealityState<T>> AsObservable<T>(IRealityRoutedKey<T> key) => AsObservable(Text(key), RealitySource.Of(key));

    /// <summary>
    /// A key as an observable of states. Each observer has a subscription of its own, from <c>Subscribe</c> until what that returned is
    /// disposed. Trouble is part of the states: <c>OnError</c> is never called, and <c>OnCompleted</c> when the client is disposed.
    /// </summary>
    /// <inheritdoc cref="Subscribe{T}(IRealityKey{T}, RealitySource{T}, RealityCallbacks{T}?)"/>
    public IObservable<RealityState<T>> AsObservable<T>(IRealityKey<T> key, RealitySource<T> source) => AsObservable(Text(key), source);

    /// <inheritdoc cref="AsObservable{T}(IRealityKey{T}, RealitySource{T})"/>
    public IObservable<RealityState<T>> AsObservable<T>([StringSyntax(KeyText.Syntax)] string key, RealitySource<T> source)
    {
        CheckKey(key);
        ArgumentNullException.ThrowIfNull(source);
        return new StateObservable<T>(this, key, source, _engine.Stopped);
    }

    private static string Text(IRealityKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Text;
    }
}
