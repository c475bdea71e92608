using Board.Contracts;

namespace Board.Cards;

/// <summary>Changing cards. Reading them is mapped by Reality, from the route of the key. All of it may be repeated.</summary>
internal static class CardEndpoints
{
    public static void MapCards(this IEndpointRouteBuilder app)
    {
        var board = app.MapGroup("/api/boards/{boardId:regex(^[a-z0-9-]{{1,64}}$)}").AddEndpointFilter(RefuseAsync);
        board.MapPut("/cards/{cardId}", static async (string boardId, string cardId, Card card, ICards cards, CancellationToken ct) =>
        {
            if (Names.Fit(card.Title) is not { } title || Names.Fit(card.By) is not { } by || !Names.IsId(cardId) || card.Id != cardId)
                return Names.Unfit();

            await cards.AddCardAsync(boardId, card with { Title = title, By = by }, ct);
            return TypedResults.NoContent();
        });
        board.MapPut("/cards/{cardId}/name", static async (string boardId, string cardId, NewName name, ICards cards, CancellationToken ct) =>
        {
            if (Names.Fit(name.Name) is not { } title || Names.Fit(name.By) is not { } by)
                return Names.Unfit();

            await cards.RenameCardAsync(boardId, cardId, title, by, ct);
            return TypedResults.NoContent();
        });
        board.MapPut("/moves/{moveId}", static async (string boardId, string moveId, CardMove move, ICards cards, CancellationToken ct) =>
        {
            if (Names.Fit(move.By) is not { } by || !Names.IsId(moveId) || move.Id != moveId)
                return Names.Unfit();

            await cards.MoveCardAsync(boardId, move with { By = by }, ct);
            return TypedResults.NoContent();
        });
        board.MapDelete("/cards/{cardId}", static async (string boardId, string cardId, ICards cards, CancellationToken ct) =>
        {
            await cards.RemoveCardAsync(boardId, cardId, ct);
            return TypedResults.NoContent();
        });
    }

    // What was thrown in the transaction took the write back; here it becomes an answer.
    private static async ValueTask<object?> RefuseAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ColumnFullException full)
        {
            return TypedResults.Problem(full.Message, statusCode: StatusCodes.Status409Conflict);
        }
        catch (KeyNotFoundException gone)
        {
            return TypedResults.Problem(gone.Message, statusCode: StatusCodes.Status404NotFound);
        }
    }
}
