using Board.Tests.Hosting;
using Microsoft.Playwright;

namespace Board.Tests.Browser;

/// <summary>A move is shown before the server has answered; one that it refuses is taken back, and nothing else with it.</summary>
public sealed class RefusalTests(BoardServer server, Chromium chromium)
{
    [Fact]
    public async Task A_refused_move_is_taken_back_alone()
    {
        using var api = new BoardApi(server.Address);
        await api.AddBoardAsync("refusal", ("doing", "a"), ("doing", "b"), ("doing", "c"), ("todo", "one too many"), ("todo", "goes well"));
        await using var visitor = await chromium.NewVisitorAsync(server.Address, "Ada");
        var board = await visitor.OpenAsync("refusal");
        await board.ShowsAsync("todo", "one too many", "goes well");
        var release = new TaskCompletionSource();
        await board.Page.RouteAsync("**/moves/*", async route =>
        {
            await release.Task;
            await route.ContinueAsync();
        });

        await board.DragToAsync("one too many", "doing");
        await board.DragToAsync("goes well", "done");
        await board.ShowsAsync("doing", "a", "b", "c", "one too many");
        await board.ShowsAsync("done", "goes well");
        await Assertions.Expect(board.Card("goes well").Locator(".by")).ToContainTextAsync("saving");
        // Meanwhile the truth goes on: it neither loses what is pending nor is lost by it.
        await api.AddCardAsync("refusal", "todo", "from elsewhere");
        await board.ShowsAsync("todo", "from elsewhere");
        await board.Page.EvaluateAsync("""
            () => {
              window.lapses = 0;
              new MutationObserver(() => {
                const done = [...document.querySelectorAll('[data-column=done] .title')].map((title) => title.textContent);
                if (done.join() !== 'goes well') window.lapses++;
              }).observe(document.querySelector('.columns'), { subtree: true, childList: true, characterData: true });
            }
            """);

        release.SetResult();

        await Assertions.Expect(board.Notice).ToContainTextAsync("“Doing” is full: it holds 3 cards at most.");
        await board.ShowsAsync("todo", "one too many", "from elsewhere");
        await board.ShowsAsync("doing", "a", "b", "c");
        await board.IsSavedAsync();
        await board.ShowsAsync("done", "goes well");
        Assert.Equal(0, await board.Page.EvaluateAsync<int>("window.lapses"));
        Assert.Equal(["goes well"], await api.TitlesAsync("refusal", "done"));
        Assert.Equal(["a", "b", "c"], await api.TitlesAsync("refusal", "doing"));
    }
}
