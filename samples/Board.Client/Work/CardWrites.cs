using System.Net.Http.Json;
using Board.Contracts;
using Reality;

namespace Board.Client.Work;

/// <summary>Everything that can be done to cards: the request, and what to show until it is answered.</summary>
public static class CardWrites
{
    /// <summary>Adds a card at the end of its column.</summary>
    public static Task AddCardAsync(this Outbox outbox, string boardId, Card card) => outbox.SendAsync(
        card.Id,
        () => new HttpRequestMessage(HttpMethod.Put, $"api/boards/{boardId}/cards/{card.Id}") { Content = JsonContent.Create(card, BoardJson.Default.Card) },
        mutation => mutation.Show(Keys.Board.Cards(boardId), cards => (cards ?? []).Added(card)));

    /// <summary>Renames a card.</summary>
    public static Task RenameCardAsync(this Outbox outbox, string boardId, string cardId, NewName name) => outbox.SendAsync(
        cardId,
        () => new HttpRequestMessage(HttpMethod.Put, $"api/boards/{boardId}/cards/{cardId}/name") { Content = JsonContent.Create(name, BoardJson.Default.NewName) },
        mutation => mutation.Show(Keys.Board.Cards(boardId), cards => (cards ?? []).Renamed(cardId, name.Name, name.By)));

    /// <summary>Moves a card.</summary>
    public static Task MoveCardAsync(this Outbox outbox, string boardId, CardMove move) => outbox.SendAsync(
        move.CardId,
        () => new HttpRequestMessage(HttpMethod.Put, $"api/boards/{boardId}/moves/{move.Id}") { Content = JsonContent.Create(move, BoardJson.Default.CardMove) },
        mutation => mutation.Show(Keys.Board.Cards(boardId), cards => (cards ?? []).Moved(move)));

    /// <summary>Removes a card.</summary>
    public static Task RemoveCardAsync(this Outbox outbox, string boardId, string cardId) => outbox.SendAsync(
        cardId,
        () => new HttpRequestMessage(HttpMethod.Delete, $"api/boards/{boardId}/cards/{cardId}"),
        mutation => mutation.Show(Keys.Board.Cards(boardId), cards => (cards ?? []).Without(cardId)));
}
