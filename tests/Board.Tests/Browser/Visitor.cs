using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Board.Tests.Browser;

/// <summary>One person's browser; what goes wrong in its pages is collected.</summary>
public sealed class Visitor(IBrowserContext context, Uri address) : IAsyncDisposable
{
    /// <summary>Milliseconds; long, because the machine may be busy.</summary>
    public const float Patience = 20_000;

    private readonly ConcurrentQueue<string> _problems = new();

    public IBrowserContext Context => context;

    public async Task<BoardPage> OpenAsync(string boardId)
    {
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => _problems.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _problems.Enqueue($"{message.Type}: {message.Text}");
        };

        await page.GotoAsync($"{address}boards/{boardId}");
        var board = new BoardPage(page);
        await Assertions.Expect(board.Column("todo")).ToBeVisibleAsync();
        return board;
    }

    /// <summary>Fails if a page of this visitor complained of anything.</summary>
    public void HadNoProblems() => Assert.Empty(_problems);

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
