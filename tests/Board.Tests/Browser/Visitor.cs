using Microsoft.Playwright;

namespace Board.Tests.Browser;

/// <summary>One person's browser; what goes wrong in its pages is collected.</summary>
public sealed class Visitor(IBrowserContext context, Uri address) : IAsyncDisposable
{
    private readonly PageProblems _problems = new();

    public IBrowserContext Context => context;

    public async Task<BoardPage> OpenAsync(string boardId)
    {
        var page = await context.NewPageAsync();
        _problems.Collect(page);
        await page.GotoAsync($"{address}boards/{boardId}");
        var board = new BoardPage(page);
        await Assertions.Expect(board.Column("todo")).ToBeVisibleAsync();
        return board;
    }

    /// <summary>Fails if a page of this visitor complained of anything.</summary>
    public void HadNoProblems() => _problems.AreNone();

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
