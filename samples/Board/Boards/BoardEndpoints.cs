using Board.Contracts;

namespace Board.Boards;

/// <summary>Changing boards. Reading them is mapped by Reality, from the routes of the keys. All of it may be repeated.</summary>
internal static class BoardEndpoints
{
    public static void MapBoards(this IEndpointRouteBuilder app)
    {
        var board = app.MapGroup("/api/boards/{boardId:regex(^[a-z0-9-]{{1,64}}$)}");
        board.MapPut("", static async (string boardId, NewName name, IBoards boards, CancellationToken ct) =>
        {
            if (Names.Fit(name.Name) is not { } fit)
                return Names.Unfit();

            await boards.AddBoardAsync(new BoardName(boardId, fit), ct);
            return TypedResults.NoContent();
        });
        board.MapPut("/name", static async (string boardId, NewName name, IBoards boards, CancellationToken ct) =>
        {
            if (Names.Fit(name.Name) is not { } fit)
                return Names.Unfit();

            await boards.RenameBoardAsync(new BoardName(boardId, fit), ct);
            return TypedResults.NoContent();
        });
        board.MapPut("/columns/{columnId}/name", static async (string boardId, string columnId, NewName name, IBoards boards, CancellationToken ct) =>
        {
            if (Names.Fit(name.Name) is not { } fit)
                return Names.Unfit();

            await boards.RenameColumnAsync(boardId, columnId, fit, ct);
            return TypedResults.NoContent();
        });
        board.MapDelete("", static async (string boardId, IBoards boards, CancellationToken ct) =>
        {
            await boards.RemoveBoardAsync(boardId, ct);
            return TypedResults.NoContent();
        });
    }
}
