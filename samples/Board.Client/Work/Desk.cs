using Board.Contracts;

namespace Board.Client.Work;

/// <summary>One board before one person: what they see, what they hold, and what they do with it.</summary>
public sealed class Desk(string boardId, Outbox outbox, Person person)
{
    private IReadOnlyList<Card> _truth = [];

    /// <summary>Something on the desk changed.</summary>
    public event Action? Changed;

    /// <summary>The board.</summary>
    public string BoardId => boardId;

    /// <summary>The board's columns.</summary>
    public IReadOnlyList<Column> Columns { get; set; } = [];

    /// <summary>The cards as they are shown: with the one that the person holds where it would be put.</summary>
    public IReadOnlyList<Card> Cards => Held is null ? _truth : _truth.Moved(Held);

    /// <summary>What the person holds, by keyboard, and where.</summary>
    public CardMove? Held { get; private set; }

    /// <summary>The card that is opened for changes.</summary>
    public string? OpenId { get; private set; }

    /// <summary>What a person who does not see the board is told.</summary>
    public string Said { get; private set; } = "";

    /// <summary>What should have the focus once it is drawn: a card, and a part of it.</summary>
    public (string CardId, string Part)? Focus { get; set; }

    /// <summary>Takes in the cards that the client knows.</summary>
    public void Lay(IReadOnlyList<Card>? cards)
    {
        _truth = cards ?? [];
        if (Held is not null && _truth.All(card => card.Id != Held.CardId))
            (Held, Said) = (null, "Somebody removed the card.");
    }

    /// <summary>Opens a card for changes, or closes it.</summary>
    public void Open(string? cardId)
    {
        Focus = cardId is not null ? (cardId, "title") : OpenId is { } closed ? (closed, "open") : null;
        OpenId = cardId;
        Changed?.Invoke();
    }

    /// <summary>Picks a card up, or puts the one that is held where it is.</summary>
    public async Task GrabAsync(Card card)
    {
        if (Held is { } held)
        {
            Held = null;
            Focus = (held.CardId, "grip");
            if (Place(Cards, held.CardId) != Place(Cards.Moved(held), held.CardId))
                await MoveAsync(held);
            else
                Say("Put back.");
            return;
        }

        Held = MoveOf(card.Id, card.ColumnId, After(Cards, card));
        Say($"Holding {card.Title}, {Where(card)}. Arrow keys move it, Space puts it down, Escape puts it back.");
    }

    /// <summary>Moves what is held, without putting it down.</summary>
    public void Step(int columns, int places)
    {
        if (Held is not { } held || Cards.FirstOrDefault(card => card.Id == held.CardId) is not { } card)
            return;

        Held = Destination(card, columns, places) ?? held;
        Focus = (held.CardId, "grip");
        Say(Where(Cards.First(other => other.Id == held.CardId)));
    }

    /// <summary>Puts what is held back where it was.</summary>
    public void PutBack()
    {
        if (Held is not { } held)
            return;

        Held = null;
        Focus = (held.CardId, "grip");
        Say("Put back.");
    }

    /// <summary>Moves a card by a button.</summary>
    public Task MoveAsync(Card card, int columns, int places, string part)
    {
        Focus = (card.Id, part);
        return Destination(card, columns, places) is { } move ? MoveAsync(move) : Task.CompletedTask;
    }

    /// <summary>Moves a card to where it was dropped.</summary>
    public Task MoveAsync(string cardId, string columnId, string? beforeId) => MoveAsync(MoveOf(cardId, columnId, beforeId));

    /// <summary>Whether a card can be moved that far.</summary>
    public bool CanMove(Card card, int columns, int places) => Destination(card, columns, places) is not null;

    private Task MoveAsync(CardMove move)
    {
        if (Place(_truth, move.CardId) == Place(_truth.Moved(move), move.CardId))
            return Task.CompletedTask;

        var moved = _truth.Moved(move);
        Say($"{moved.First(card => card.Id == move.CardId).Title}: {Where(moved, move.CardId)}.");
        return outbox.MoveCardAsync(boardId, move);
    }

    private CardMove? Destination(Card card, int columns, int places)
    {
        var from = Columns.ToList().FindIndex(column => column.Id == card.ColumnId);
        if (from < 0 || from + columns < 0 || from + columns >= Columns.Count)
            return null;

        var cards = Cards;
        var at = IndexOf(cards.In(card.ColumnId), card.Id);
        var to = Columns[from + columns].Id;
        var others = cards.Without(card.Id).In(to);
        var place = at + places;
        if (place < 0 || (columns == 0 && place > others.Count))
            return null;

        return MoveOf(card.Id, to, place < others.Count ? others[place].Id : null);
    }

    private CardMove MoveOf(string cardId, string columnId, string? beforeId) =>
        new(Guid.CreateVersion7().ToString(), cardId, columnId, beforeId, person.Name);

    private string Where(Card card) => Where(Cards, card.Id);

    private string Where(IReadOnlyList<Card> cards, string cardId)
    {
        var (columnId, place) = Place(cards, cardId);
        var column = Columns.FirstOrDefault(column => column.Id == columnId)?.Title;
        return $"{column}, place {place + 1} of {cards.In(columnId).Count}";
    }

    private void Say(string text)
    {
        Said = text;
        Changed?.Invoke();
    }

    private static (string ColumnId, int Index) Place(IReadOnlyList<Card> cards, string cardId) =>
        cards.FirstOrDefault(card => card.Id == cardId) is { } card ? (card.ColumnId, IndexOf(cards.In(card.ColumnId), cardId)) : ("", -1);

    private static string? After(IReadOnlyList<Card> cards, Card card)
    {
        var column = cards.In(card.ColumnId);
        var next = IndexOf(column, card.Id) + 1;
        return next < column.Count ? column[next].Id : null;
    }

    private static int IndexOf(IReadOnlyList<Card> cards, string cardId) => cards.ToList().FindIndex(card => card.Id == cardId);
}
