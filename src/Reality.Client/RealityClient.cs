using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Reality.Client;

/// <summary>
/// Keeps views of a server's data fresh: tells the server which versions it holds, learns what changed, and fetches only that. Safe for
/// use from any number of threads; blocks none.
/// </summary>
public sealed partial class RealityClient : IAsyncDisposable
{
    private const int MaxKeyBytes = 512;

    private readonly RealityEngine _engine;
    private readonly List<IDisposable> _triggers = [];
    private int _disposed;

    /// <summary>Creates a client.</summary>
    /// <param name="http">
    /// Sends everything: syncs, payloads and mutations, with its base address, credentials and handlers. It is not disposed.
    /// </param>
    /// <param name="options">How to behave; the defaults where it is left out.</param>
    public RealityClient(HttpClient http, RealityClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        _engine = new RealityEngine(http, options ?? new RealityClientOptions());
        foreach (var source in _engine.Options.Triggers)
            _triggers.Add(source.Start(Trigger));
    }

    /// <summary>
    /// Asks the server for some keys, or for all that are held. Ends when they have been asked for after this call and what changed is
    /// shown. Trouble of a single payload is told to the key's subscribers alone.
    /// </summary>
    /// <param name="keys">The keys; those that nobody subscribes to are left out. All that are held where it is <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the waiting; the request itself may serve others.</param>
    /// <exception cref="RealityException">The server could not be asked. Where that can pass, the engine goes on trying.</exception>
    public Task SyncAsync([StringSyntax(KeyText.Syntax)] IReadOnlyCollection<string>? keys = null, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_engine.IsStopped, this);
        return SyncAsync(_engine, keys, cancellationToken);
    }

    /// <summary>Asks the server for all keys that are held.</summary>
    /// <param name="reason">Why, for the events.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <inheritdoc cref="SyncAsync(IReadOnlyCollection{string}?, CancellationToken)" path="/exception"/>
    public Task SyncAllAsync(string reason = "manual", CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_engine.IsStopped, this);
        return SyncAsync(_engine, null, cancellationToken, reason);
    }

    /// <summary>Tells the client that something happened after which the data shown may be old. Never waits.</summary>
    public void Trigger(RealityTrigger trigger) => _engine.Post(() => TriggerHandler.Handle(_engine, trigger));

    /// <summary>
    /// Sends a mutation. Its optimistic changes are shown before it is sent and taken out when the truth shown includes them, or when it
    /// fails. After success the server is asked what changed, until it answers.
    /// </summary>
    /// <param name="mutation">The mutation. Used once.</param>
    /// <param name="cancellationToken">Cancels the sending; counts as failure.</param>
    /// <returns>The server's answer, successful; the caller disposes it. The verifying goes on beside it.</returns>
    /// <exception cref="RealityException">The mutation failed, or was answered without success.</exception>
    /// <exception cref="InvalidOperationException">A key is in use with another payload type.</exception>
    public Task<HttpResponseMessage> MutateAsync(RealityMutation mutation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mutation);
        ObjectDisposedException.ThrowIf(_engine.IsStopped, this);
        foreach (var layer in mutation.Layers)
        {
            CheckKey(layer.Key);
            if (_engine.Keys.Find(layer.Key) is { HasSubscribers: true } entry)
                KeyRegistry.Check(entry, layer.PayloadType);
        }

        return MutationRun.SendAsync(_engine, mutation, cancellationToken);
    }

    /// <summary>
    /// Takes in <c>Reality-Seen</c> and <c>Reality-Bumped</c> of an answer to a request that did not go through this client's
    /// <see cref="MutateAsync"/>, so that what it changed is asked for.
    /// </summary>
    public void Observe(HttpResponseMessage response)
    {
        ArgumentNullException.ThrowIfNull(response);
        var seen = ResponseHeaders.Seen(response);
        var bumped = ResponseHeaders.Bumped(response);
        _engine.Post(() =>
        {
            _engine.Server.Saw(seen);
            if (bumped.Count > 0)
                MutationRun.RequestAll(_engine);
        });
    }

    /// <summary>
    /// Forgets everything, as when a user signs out: what is stored in the scope, what is held, and what is under way. Keys that are still
    /// subscribed to show nothing and are asked for anew, with the credentials that the <see cref="HttpClient"/> has by then.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting, not the clearing.</param>
    public async Task ClearAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_engine.IsStopped, this);
        var cleared = await _engine.AskAsync(_engine.Clear).WaitAsync(cancellationToken).ConfigureAwait(false);
        await cleared.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Cancels everything that is under way and ends all subscriptions. Ends when nothing runs any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;

        foreach (var trigger in _triggers)
            trigger.Dispose();
        await _engine.StopAsync().ConfigureAwait(false);
    }

    internal static Task SyncAsync(
        RealityEngine engine,
        IReadOnlyCollection<string>? keys,
        CancellationToken cancellationToken,
        string reason = "manual")
    {
        var waiter = new SyncWaiter(engine);
        engine.Post(() =>
        {
            engine.Sync.GoOnline(abandon: false);
            foreach (var entry in engine.Held().Where(entry => keys is null || keys.Contains(entry.Key)))
            {
                waiter.Add();
                entry.Wait(waiter);
                engine.Sync.Request(entry, reason);
            }

            waiter.Done();
        });
        return waiter.Task.WaitAsync(cancellationToken);
    }

    /// <summary>The engine, for tests that replay what happened.</summary>
    internal RealityEngine Engine => _engine;

    private static void CheckKey(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (Encoding.UTF8.GetByteCount(key) > MaxKeyBytes)
            throw new ArgumentException($"The key is longer than {MaxKeyBytes} bytes.", nameof(key));

        for (var i = 0; i < key.Length; i++)
        {
            if (char.IsSurrogatePair(key, i))
                i++;
            else if (char.IsSurrogate(key[i]))
                throw new ArgumentException("The key holds half of a surrogate pair, which no JSON can carry.", nameof(key));
        }
    }
}
