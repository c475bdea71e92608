using Board.Contracts;

namespace Board.Storage;

/// <summary>Something to look at on a fresh machine.</summary>
internal static class FirstBoard
{
    private const string Id = "first-steps";
    private const string Author = "Reality";

    private static readonly (string Column, string Title)[] Cards =
    [
        ("todo", "Open this board in a second window"),
        ("todo", "Drag a card: the other window follows"),
        ("todo", "Move one by keyboard: Tab to its handle, Space, arrow keys, Space"),
        ("doing", "Fill this column: the server refuses the fourth card"),
        ("doing", "Stop the server, move a card, start it again"),
        ("done", "dotnet run --project samples/Board"),
    ];

    /// <summary>Adds it where there is no board yet.</summary>
    public static async Task AddAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var boards = scope.ServiceProvider.GetRequiredService<IBoards>();
        if ((await boards.GetBoardsAsync()).Count > 0)
            return;

        await boards.AddBoardAsync(new BoardName(Id, "First steps"));
        var cards = scope.ServiceProvider.GetRequiredService<ICards>();
        foreach (var (column, title) in Cards)
            await cards.AddCardAsync(Id, new Card(Guid.CreateVersion7().ToString(), column, title, Author));
    }
}
