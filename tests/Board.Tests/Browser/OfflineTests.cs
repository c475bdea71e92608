using Board.Tests.Hosting;
using Microsoft.Playwright;

namespace Board.Tests.Browser;

/// <summary>Work goes on without a network, and is sent in order when it is back.</summary>
public sealed class OfflineTests(BoardServer server, Chromium chromium)
{
    [Fact]
    public async Task What_is_done_offline_is_shown_at_once_and_sent_when_the_network_is_back()
    {
        using var api = new BoardApi(server.Address);
        await api.AddBoardAsync("offline", ("todo", "one"), ("todo", "two"));
        await using var visitor = await chromium.NewVisitorAsync(server.Address, "Ada");
        var board = await visitor.OpenAsync("offline");
        await board.ShowsAsync("todo", "one", "two");

        await visitor.Context.SetOfflineAsync(true);
        await board.DragToAsync("one", "doing");
        await board.AddAsync("todo", "written offline");
        await board.DragAsync("one", board.Card("written offline"));
        await board.ShowsAsync("todo", "two", "one", "written offline");
        await Assertions.Expect(board.Status).ToContainTextAsync("3 changes wait");
        Assert.Equal(["one", "two"], await api.TitlesAsync("offline", "todo"));
        await api.AddCardAsync("offline", "todo", "meanwhile");

        await visitor.Context.SetOfflineAsync(false);

        await board.IsSavedAsync();
        await board.ShowsAsync("todo", "two", "meanwhile", "one", "written offline");
        Assert.Equal(["two", "meanwhile", "one", "written offline"], await api.TitlesAsync("offline", "todo"));
        // From here on it hears of others again, without a trigger.
        await api.AddCardAsync("offline", "done", "later");
        await board.ShowsAsync("done", "later");
    }
}
