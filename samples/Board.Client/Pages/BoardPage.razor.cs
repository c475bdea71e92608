using Board.Client.Work;
using Board.Contracts;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Reality;
using Reality.Client;
using Reality.Client.Blazor;

namespace Board.Client.Pages;

/// <summary>A board: two keys, which one request keeps fresh, and what the person does with it.</summary>
public sealed partial class BoardPage
{
    private RealityValue<BoardPlan?>? _plan;
    private RealityValue<IReadOnlyList<Card>>? _cards;
    private Desk _desk = null!;
    private ElementReference _board;
    private DotNetObjectReference<DeskEvents>? _events;
    private IJSObjectReference? _script;
    private IJSObjectReference? _drag;

    /// <summary>The board.</summary>
    [Parameter]
    public string BoardId { get; set; } = "";

    private Exception? Problem => _plan?.Error ?? _cards?.Error;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_desk?.BoardId != BoardId)
        {
            Leave();
            _desk = new Desk(BoardId, Outbox, Person);
            _desk.Changed += StateHasChanged;
            Outbox.Changed += StateHasChanged;
        }

        Watch(ref _plan, Keys.Board.Plan(BoardId));
        Watch(ref _cards, Keys.Board.Cards(BoardId));
        Lay();
    }

    /// <inheritdoc/>
    protected override void OnRealityChanged()
    {
        Lay();
        StateHasChanged();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        if (_plan!.Data is null)
            return;

        if (_events is null)
        {
            _events = DotNetObjectReference.Create(new DeskEvents(() => _desk));
            _script = await Js.InvokeAsync<IJSObjectReference>("import", "./js/drag.js");
            _drag = await _script.InvokeAsync<IJSObjectReference>("attach", _board, _events);
        }

        if (_drag is not null && _desk.Focus is var (cardId, part))
        {
            _desk.Focus = null;
            await _drag.InvokeVoidAsync("focus", cardId, part);
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        Leave();
        if (_drag is not null)
        {
            await _drag.InvokeVoidAsync("detach");
            await _drag.DisposeAsync();
        }

        if (_script is not null)
            await _script.DisposeAsync();
        _events?.Dispose();
        await base.DisposeAsyncCore();
    }

    private void Lay()
    {
        _desk.Columns = _plan!.Data?.Columns ?? [];
        _desk.Lay(_cards!.Data);
    }

    private void Leave()
    {
        if (_desk is null)
            return;

        _desk.Changed -= StateHasChanged;
        Outbox.Changed -= StateHasChanged;
    }

    private async Task RemoveAsync()
    {
        var removed = Outbox.RemoveBoardAsync(BoardId);
        Navigation.NavigateTo("");
        await removed;
    }

    private async Task RetryAsync()
    {
        try
        {
            await Client.SyncAllAsync();
        }
        catch (RealityException)
        {
            // It is shown already.
        }
    }
}
