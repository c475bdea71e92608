using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Reality.Client.Blazor;

/// <summary>
/// A component that reads keys in its own code: it is rendered again when one of them changed, and ends what it watches when it leaves
/// the screen.
/// </summary>
/// <example>
/// <code>
/// private RealityValue&lt;IReadOnlyList&lt;Card&gt;&gt;? _cards;
///
/// protected override void OnParametersSet() => Watch(ref _cards, Keys.Board.Cards(BoardId));
/// </code>
/// </example>
public abstract class RealityComponentBase : ComponentBase, IAsyncDisposable
{
    private readonly List<IDisposable> _values = [];
    private bool _disposed;

    /// <summary>The client of this scope: for mutations, and for reading once.</summary>
    // Found when it is first needed: a page that is rendered without a browser need not have one.
    [field: MaybeNull]
    protected RealityClient Client => field ??= Services.GetRequiredService<RealityClient>();

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    /// <summary>
    /// Keeps a field at a key. Call it in <see cref="ComponentBase.OnParametersSet"/>: where the key is the one watched already, nothing
    /// happens; where it is another, the old one is left. While the page is rendered without a browser the value stays empty, unless
    /// <see cref="RealityValue{T}.SyncAsync"/> is awaited.
    /// </summary>
    /// <param name="value">The field.</param>
    /// <param name="key">The key.</param>
    /// <param name="source">How to get the payload of a key that has no route.</param>
    /// <exception cref="ArgumentException">The key has no route, and there is no source.</exception>
    protected void Watch<T>([NotNull] ref RealityValue<T>? value, IRealityKey<T> key, RealitySource<T>? source = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (value is not null && value.Key == key.Text && !value.IsDisposed)
            return;

        var next = new RealityValue<T>(Client, key.Text, source ?? SourceOf(key), RendererInfo.IsInteractive ? Changed : null);
        _values.Add(next);
        if (value is not null)
        {
            value.Dispose();
            _values.Remove(value);
        }

        value = next;
    }

    /// <summary>Called on the dispatcher when something watched has changed. Renders.</summary>
    protected virtual void OnRealityChanged() => StateHasChanged();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && !_disposed)
            await Services.GetRequiredService<BrowserTriggers>().WatchAsync(onServer: RendererInfo.Name == "Server");
    }

    /// <summary>Ends what is watched.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;

        _disposed = true;
        foreach (var value in _values)
            value.Dispose();
        _values.Clear();
        await DisposeAsyncCore();
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what a derived component holds besides.</summary>
    protected virtual ValueTask DisposeAsyncCore() => ValueTask.CompletedTask;

    private static RealitySource<T> SourceOf<T>(IRealityKey<T> key) => key is IRealityRoutedKey<T> routed
        ? RealitySource.Of(routed)
        : throw new ArgumentException($"The key '{key.Text}' has no route: declare one with Route = \"…\", or say with a source how to get its payload.", nameof(key));

    // Called wherever the client happens to run.
    private void Changed<T>(RealityValue<T> value, RealityState<T> state) => _ = InvokeAsync(async () =>
    {
        if (_disposed || value.IsDisposed)
            return;

        try
        {
            value.Take(state);
            OnRealityChanged();
        }
#pragma warning disable CA1031 // What a component throws goes where all that components throw goes: to the error boundary.
        catch (Exception error)
#pragma warning restore CA1031
        {
            await DispatchExceptionAsync(error);
        }
    });
}
