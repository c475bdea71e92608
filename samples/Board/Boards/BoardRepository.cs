using System.Data.Common;
using Board.Contracts;
using Board.Storage;
using Dapper;
using Reality;

namespace Board.Boards;

/// <summary>The SQL behind <see cref="IBoards"/>; the methods of the interface are generated.</summary>
[RealityRepository]
internal sealed partial class BoardRepository(IReality reality) : IBoards
{
    // Enough to finish something before beginning the next.
    private const int DoingLimit = 3;

    private static async Task<IReadOnlyList<BoardName>> GetBoardsCoreAsync(DbConnection db, CancellationToken ct) =>
        (await db.QueryAsync<BoardName>(new CommandDefinition("select id, name from boards order by name, id", cancellationToken: ct))).AsList();

    private static async Task<BoardPlan?> GetPlanCoreAsync(DbConnection db, string boardId, CancellationToken ct)
    {
        var name = await db.ExecuteScalarAsync<string?>(new CommandDefinition(
            "select name from boards where id = @boardId", new { boardId }, cancellationToken: ct));
        if (name is null)
            return null;

        var columns = await db.QueryAsync<(string Id, string Title, long? Limit)>(new CommandDefinition(
            "select id, title, card_limit from board_columns where board_id = @boardId order by position", new { boardId }, cancellationToken: ct));
        return new BoardPlan(boardId, name, [.. columns.Select(static column => new Column(column.Id, column.Title, (int?)column.Limit))]);
    }

    private static async Task AddBoardCoreAsync(DbConnection db, BoardName board, CancellationToken ct)
    {
        if (!await DoneWrites.IsFirstAsync(db, board.Id, ct))
            return;

        await db.ExecuteAsync(new CommandDefinition("insert into boards (id, name) values (@Id, @Name)", board, cancellationToken: ct));
        await db.ExecuteAsync(new CommandDefinition(
            """
            insert into board_columns (board_id, id, title, card_limit, position) values
                (@Id, 'todo', 'To do', null, 0),
                (@Id, 'doing', 'Doing', @DoingLimit, 1),
                (@Id, 'done', 'Done', null, 2)
            """,
            new { board.Id, DoingLimit },
            cancellationToken: ct));
    }

    private static Task RenameBoardCoreAsync(DbConnection db, BoardName board, CancellationToken ct) =>
        db.ExecuteAsync(new CommandDefinition("update boards set name = @Name where id = @Id", board, cancellationToken: ct));

    private static async Task RemoveBoardCoreAsync(DbConnection db, string boardId, CancellationToken ct)
    {
        await db.ExecuteAsync(new CommandDefinition("delete from cards where board_id = @boardId", new { boardId }, cancellationToken: ct));
        await db.ExecuteAsync(new CommandDefinition("delete from board_columns where board_id = @boardId", new { boardId }, cancellationToken: ct));
        await db.ExecuteAsync(new CommandDefinition("delete from boards where id = @boardId", new { boardId }, cancellationToken: ct));
    }

    private static Task RenameColumnCoreAsync(DbConnection db, string boardId, string columnId, string title, CancellationToken ct) =>
        db.ExecuteAsync(new CommandDefinition(
            "update board_columns set title = @title where board_id = @boardId and id = @columnId",
            new { boardId, columnId, title },
            cancellationToken: ct));
}
