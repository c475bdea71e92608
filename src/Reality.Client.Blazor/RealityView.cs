using System.Collections;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Reality.Client.Blazor;

/// <summary>
/// Shows the data behind a key and keeps it fresh. Rendered again when what it shows changed, not when the client merely asked.
/// </summary>
/// <typeparam name="T">The payload; inferred from the key.</typeparam>
/// <example>
/// <code>
/// &lt;RealityView Key="Keys.Board.Cards(BoardId)" Context="cards"&gt;
///     &lt;ChildContent&gt;@cards.Count cards&lt;/ChildContent&gt;
///     &lt;Loading&gt;One moment …&lt;/Loading&gt;
/// &lt;/RealityView&gt;
/// </code>
/// </example>
public sealed class RealityView<T> : RealityComponentBase
{
    private RealityValue<T>? _value;
    private Shown _shown;

    /// <summary>The key. Another one may be given at any time.</summary>
    [Parameter]
    [EditorRequired]
    public IRealityKey<T> Key { get; set; } = null!;

    /// <summary>How to get the payload of a key that has no route.</summary>
    [Parameter]
    public RealitySource<T>? Source { get; set; }

    /// <summary>What to show of the data.</summary>
    [Parameter]
    public RenderFragment<T>? ChildContent { get; set; }

    /// <summary>What to show until there is data.</summary>
    [Parameter]
    public RenderFragment? Loading { get; set; }

    /// <summary>What to show above the last good data, or alone where there is none, when an attempt failed.</summary>
    [Parameter]
    public RenderFragment<RealityProblem>? Error { get; set; }

    /// <summary>What to show where the user may not read the key, or there is no such thing. <see cref="Error"/> where it is left out.</summary>
    [Parameter]
    public RenderFragment? Refused { get; set; }

    /// <summary>What to show instead of data that is <see langword="null"/> or an empty collection.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

    /// <summary>
    /// Whether to wait for the data where the page is rendered without a browser, so that it is part of the first HTML. <see cref="Loading"/>
    /// is shown there otherwise.
    /// </summary>
    [Parameter]
    public bool Prerender { get; set; }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (Key is null)
            throw new InvalidOperationException($"{nameof(RealityView<>)} wants a {nameof(Key)}.");

        if (RendererInfo.IsInteractive || Prerender)
            Watch(ref _value, Key, Source);
        if (RendererInfo.IsInteractive || !Prerender)
            return;

        try
        {
            await _value!.SyncAsync();
        }
        catch (RealityException)
        {
            // What could not be had now is asked for again by the browser.
        }
    }

    /// <inheritdoc/>
    protected override void OnRealityChanged()
    {
        if (Shown.Of(_value!) != _shown)
            StateHasChanged();
    }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        _shown = _value is null ? default : Shown.Of(_value);
        if (_value is not { } value)
        {
            builder.AddContent(0, Loading);
            return;
        }

        if (value.Status == RealityStatus.Refused && Refused is not null)
        {
            builder.AddContent(1, Refused);
            return;
        }

        if (value.Error is { } error && Error is not null)
            builder.AddContent(2, Error, new RealityProblem(error, value.HasData, () => value.SyncAsync()));
        if (!value.HasData)
            builder.AddContent(3, value.Error is null ? Loading : null);
        else if (Empty is not null && IsEmpty(value.Data))
            builder.AddContent(4, Empty);
        else
            builder.AddContent(5, ChildContent, value.Data!);
    }

    private static bool IsEmpty(T? data) => data switch
    {
        null => true,
        string => false,
        ICollection collection => collection.Count == 0,
        IEnumerable sequence => !sequence.GetEnumerator().MoveNext(),
        _ => false,
    };

    /// <summary>All of a state that can be seen.</summary>
    private readonly record struct Shown(bool HasData, object? Data, Exception? Error, bool Refused)
    {
        // Objects by reference: payloads are immutable, and comparing their contents can cost more than drawing them.
        public bool Equals(Shown other) =>
            HasData == other.HasData && Refused == other.Refused && ReferenceEquals(Error, other.Error)
            && (Data is ValueType ? Data.Equals(other.Data) : ReferenceEquals(Data, other.Data));

        public override int GetHashCode() => HashCode.Combine(HasData, Refused);

        internal static Shown Of(RealityValue<T> value) => new(value.HasData, value.Data, value.Error, value.Status == RealityStatus.Refused);
    }
}
