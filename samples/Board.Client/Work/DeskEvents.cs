using Microsoft.JSInterop;

namespace Board.Client.Work;

/// <summary>What <c>drag.js</c> calls.</summary>
public sealed class DeskEvents(Func<Desk> desk)
{
    /// <summary>A card was dropped.</summary>
    [JSInvokable]
    public Task Drop(string cardId, string columnId, string? beforeId) => desk().MoveAsync(cardId, columnId, beforeId);

    /// <summary>An arrow key was pressed while a card is held.</summary>
    [JSInvokable]
    public void Step(int columns, int places) => desk().Step(columns, places);

    /// <summary>Escape was pressed while a card is held.</summary>
    [JSInvokable]
    public void PutBack() => desk().PutBack();
}
