using Board.Tests.Hosting;
using Microsoft.Playwright;

namespace Board.Tests.Browser;

/// <summary>The server dies in the middle of a move and comes back: the move is made, and made once.</summary>
public sealed class RestartTests(Chromium chromium)
{
    [Fact]
    public async Task A_server_that_is_killed_in_mid_move_loses_nothing_and_does_nothing_twice()
    {
        await using var server = new BoardServer();
        await server.InitializeAsync();
        using var api = new BoardApi(server.Address);
        await api.AddBoardAsync("restart", ("todo", "asked"), ("todo", "answered by nobody"), ("todo", "rests"));
        await using var visitor = await chromium.NewVisitorAsync(server.Address, "Ada");
        var board = await visitor.OpenAsync("restart");
        await board.ShowsAsync("todo", "asked", "answered by nobody", "rests");
        var first = true;
        var kill = new TaskCompletionSource();
        await board.Page.RouteAsync("**/moves/*", async route =>
        {
            if (!first)
            {
                await route.ContinueAsync();
                return;
            }

            // It commits, and dies before the browser hears of it.
            first = false;
            await route.FetchAsync();
            await kill.Task;
            await server.KillAsync();
            await route.AbortAsync("connectionreset");
        });

        await board.DragToAsync("answered by nobody", "done");
        await board.DragToAsync("asked", "doing");
        kill.SetResult();
        await Assertions.Expect(board.Status).ToHaveTextAsync("The server does not answer. 2 changes wait.");
        await board.ShowsAsync("todo", "rests");
        await board.ShowsAsync("doing", "asked");
        await board.ShowsAsync("done", "answered by nobody");

        // Held back, so that somebody else comes first after the restart.
        await visitor.Context.SetOfflineAsync(true);
        await server.StartAsync();
        Assert.Equal(["answered by nobody"], await api.TitlesAsync("restart", "done"));
        await api.MoveAsync("restart", "answered by nobody", "todo");
        await visitor.Context.SetOfflineAsync(false);

        await board.IsSavedAsync();
        await board.ShowsAsync("todo", "rests", "answered by nobody");
        await board.ShowsAsync("doing", "asked");
        Assert.Equal(["rests", "answered by nobody"], await api.TitlesAsync("restart", "todo"));
        Assert.Equal(["asked"], await api.TitlesAsync("restart", "doing"));
        Assert.Empty(await api.TitlesAsync("restart", "done"));
        await Assertions.Expect(board.Page.Locator(".trouble")).ToHaveCountAsync(0);
    }
}
