using System.Data.Common;
using Board.Contracts;
using Board.Storage;
using Dapper;
using Reality;

namespace Board.Cards;

/// <summary>The SQL behind <see cref="ICards"/>; the methods of the interface are generated.</summary>
[RealityRepository]
internal sealed partial class CardRepository(IReality reality) : ICards
{
    private static async Task<IReadOnlyList<Card>> GetCardsCoreAsync(DbConnection db, string boardId, CancellationToken ct) =>
        (await db.QueryAsync<Card>(new CommandDefinition(
            "select id, column_id as ColumnId, title, touched_by as By from cards where board_id = @boardId order by position, id",
            new { boardId },
            cancellationToken: ct))).AsList();

    private static async Task AddCardCoreAsync(DbConnection db, string boardId, Card card, CancellationToken ct)
    {
        if (!await DoneWrites.IsFirstAsync(db, card.Id, ct))
            return;

        var cards = await GetCardsCoreAsync(db, boardId, ct);
        await ThrowIfFullAsync(db, boardId, card.ColumnId, cards, ct);
        await db.ExecuteAsync(new CommandDefinition(
            """
            insert into cards (id, board_id, column_id, title, touched_by, position)
            values (@Id, @boardId, @ColumnId, @Title, @By, (select coalesce(max(position), 0) + 1 from cards where board_id = @boardId))
            """,
            new { card.Id, boardId, card.ColumnId, card.Title, card.By },
            cancellationToken: ct));
    }

    private static Task RenameCardCoreAsync(DbConnection db, string boardId, string cardId, string title, string by, CancellationToken ct) =>
        db.ExecuteAsync(new CommandDefinition(
            "update cards set title = @title, touched_by = @by where board_id = @boardId and id = @cardId",
            new { boardId, cardId, title, by },
            cancellationToken: ct));

    private static async Task MoveCardCoreAsync(DbConnection db, string boardId, CardMove move, CancellationToken ct)
    {
        if (!await DoneWrites.IsFirstAsync(db, move.Id, ct))
            return;

        var cards = await GetCardsCoreAsync(db, boardId, ct);
        await ThrowIfFullAsync(db, boardId, move.ColumnId, cards.Without(move.CardId), ct);
        await db.ExecuteAsync(new CommandDefinition(
            "update cards set column_id = @ColumnId, touched_by = @By, position = @position where id = @Id and board_id = @boardId",
            cards.Moved(move).Select((card, position) => new { card.Id, card.ColumnId, card.By, position, boardId }),
            cancellationToken: ct));
    }

    private static Task RemoveCardCoreAsync(DbConnection db, string boardId, string cardId, CancellationToken ct) =>
        db.ExecuteAsync(new CommandDefinition(
            "delete from cards where board_id = @boardId and id = @cardId", new { boardId, cardId }, cancellationToken: ct));

    // In the transaction of the write: two people cannot both take the last place.
    private static async Task ThrowIfFullAsync(DbConnection db, string boardId, string columnId, IReadOnlyList<Card> cards, CancellationToken ct)
    {
        var column = await db.QuerySingleOrDefaultAsync<(string Title, long? Limit)?>(new CommandDefinition(
            "select title, card_limit from board_columns where board_id = @boardId and id = @columnId",
            new { boardId, columnId },
            cancellationToken: ct));
        if (column is not { } found)
            throw new KeyNotFoundException("The board has no such column any more.");

        if (cards.In(columnId).Count >= found.Limit)
            throw new ColumnFullException($"“{found.Title}” is full: it holds {found.Limit} cards at most.");
    }
}
