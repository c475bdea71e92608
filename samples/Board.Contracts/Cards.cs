using Reality;

namespace Board.Contracts;

/// <summary>A card on a board.</summary>
/// <param name="Id">Chosen by the client that made it, so that it knows its own card again.</param>
/// <param name="ColumnId">The column that it is in.</param>
/// <param name="Title">What is to be done.</param>
/// <param name="By">Who touched it last.</param>
public sealed record Card(string Id, string ColumnId, string Title, string By);

/// <summary>A card to be put somewhere else.</summary>
/// <param name="Id">Names this move alone, so that asking twice moves once.</param>
/// <param name="CardId">The card.</param>
/// <param name="ColumnId">The column to put it in.</param>
/// <param name="BeforeId">The card to put it before; at the end where that is <see langword="null"/> or gone.</param>
/// <param name="By">Who moves it.</param>
public sealed record CardMove(string Id, string CardId, string ColumnId, string? BeforeId, string By);

/// <summary>The cards of a board: what can be read, and what each write makes new.</summary>
public interface ICards
{
    /// <summary>The cards of a board; those of one column stand in its order.</summary>
    [RealityKey("board:cards:<boardId>", Access = RealityAccess.Public, Route = "/api/boards/{boardId}/cards")]
    Task<IReadOnlyList<Card>> GetCardsAsync(string boardId, CancellationToken ct = default);

    /// <summary>Adds a card at the end of its column. Done once, however often it is asked for.</summary>
    /// <exception cref="ColumnFullException">The column holds as many as it may.</exception>
    [RealityInvalidates("board:cards:<boardId>")]
    Task AddCardAsync(string boardId, Card card, CancellationToken ct = default);

    /// <summary>Changes what a card says.</summary>
    [RealityInvalidates("board:cards:<boardId>")]
    Task RenameCardAsync(string boardId, string cardId, string title, string by, CancellationToken ct = default);

    /// <summary>Moves a card. Done once, however often it is asked for.</summary>
    /// <exception cref="ColumnFullException">The column holds as many as it may.</exception>
    [RealityInvalidates("board:cards:<boardId>")]
    Task MoveCardAsync(string boardId, CardMove move, CancellationToken ct = default);

    /// <summary>Removes a card.</summary>
    [RealityInvalidates("board:cards:<boardId>")]
    Task RemoveCardAsync(string boardId, string cardId, CancellationToken ct = default);
}
