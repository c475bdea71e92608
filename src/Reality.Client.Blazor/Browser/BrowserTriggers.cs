using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;

namespace Reality.Client.Blazor;

/// <summary>
/// Makes what happens to the page into triggers of the scope's client: of the application in WebAssembly, of the circuit on a server.
/// Watching begins when the first component is on the screen, since no script can run before that.
/// </summary>
internal sealed partial class BrowserTriggers(IJSRuntime js, ILogger<BrowserTriggers> logger) : IRealityTriggerSource, IAsyncDisposable
{
    private const string Script = "./_content/Reality.Client.Blazor/browser.js";

    private Action<RealityTrigger>? _fire;
    private Task? _beginning;
    private DotNetObjectReference<BrowserEvents>? _events;
    private IJSObjectReference? _module;
    private IJSObjectReference? _watch;
    private bool _disposed;

    public IDisposable Start(Action<RealityTrigger> fire)
    {
        _fire = fire;
        return new Silence(this);
    }

    /// <summary>Begins to watch, once. Never throws: where the page cannot tell, the server is asked less often.</summary>
    /// <param name="onServer">Whether the client runs beside the server, where the browser's network is not its own.</param>
    internal Task WatchAsync(bool onServer) => _beginning ??= BeginAsync(onServer);

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        // A call that a vanished browser will never answer must not hold up the end of its circuit: what is still beginning ends itself.
        if (_beginning is { IsCompleted: true })
            await EndAsync().ConfigureAwait(false);
    }

    private async Task BeginAsync(bool onServer)
    {
        _events = DotNetObjectReference.Create(new BrowserEvents(trigger => _fire?.Invoke(trigger), onServer));
        try
        {
            _module = await js.InvokeAsync<IJSObjectReference>("import", Script).ConfigureAwait(false);
            if (!_disposed)
                _watch = await _module.InvokeAsync<IJSObjectReference>("watch", _events).ConfigureAwait(false);
        }
        catch (JSException error)
        {
            LogNotWatched(error, Script);
        }
        catch (Exception error) when (IsGone(error))
        {
            // The page was left before it could be watched.
        }

        if (_disposed)
            await EndAsync().ConfigureAwait(false);
    }

    private async Task EndAsync()
    {
        try
        {
            if (_watch is not null)
            {
                await _watch.InvokeVoidAsync("stop").ConfigureAwait(false);
                await _watch.DisposeAsync().ConfigureAwait(false);
            }

            if (_module is not null)
                await _module.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is JSException || IsGone(error))
        {
            // With the page went what watched it.
        }

        _events?.Dispose();
    }

    private static bool IsGone(Exception error) => error is JSDisconnectedException or OperationCanceledException or ObjectDisposedException;

    [LoggerMessage(LogLevel.Warning, "{Script} could not be run: focus and network of the page are not noticed. Are static assets served?")]
    private partial void LogNotWatched(Exception error, string script);

    private sealed class Silence(BrowserTriggers owner) : IDisposable
    {
        public void Dispose() => owner._fire = null;
    }
}
