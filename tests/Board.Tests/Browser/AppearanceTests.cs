using Board.Tests.Hosting;
using Microsoft.Playwright;

namespace Board.Tests.Browser;

/// <summary>The page on a desk, on a phone, by day and by night, and to who does not see it; the pictures are kept under artifacts/screenshots.</summary>
public sealed class AppearanceTests(BoardServer server, Chromium chromium)
{
    [Fact]
    public async Task It_fits_and_has_no_accessibility_fault_by_day_and_by_night_on_a_desk_and_on_a_phone()
    {
        using var api = new BoardApi(server.Address);
        await api.AddBoardAsync(
            "pictures",
            ("todo", "Ask the storage suite why it failed twice last night"),
            ("todo", "w" + new string('o', 90) + "w"),
            ("todo", "Write the release notes"),
            ("doing", "Take the clock out of the order of messages"),
            ("doing", "Try the board on a phone"),
            ("done", "Order cake"));
        await using var visitor = await chromium.NewVisitorAsync(server.Address, "Ada");
        var board = await visitor.OpenAsync("pictures");
        await board.ShowsAsync("done", "Order cake");
        foreach (var (name, width, height, scheme) in (IEnumerable<(string, int, int, ColorScheme)>)
        [
            ("desktop", 1100, 720, ColorScheme.Light),
            ("dark", 1100, 720, ColorScheme.Dark),
            ("phone", 390, 780, ColorScheme.Light),
        ])
        {
            await board.Page.SetViewportSizeAsync(width, height);
            await board.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            Assert.Equal(0, await board.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"));
            await board.Page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Screenshots, $"board-{name}.png") });
            await board.Page.HasNoFaultsAsync();
        }

        await board.Card("release notes").Locator(".title").ClickAsync();
        await board.Column("doing").GetByRole(AriaRole.Button, new() { Name = "Add a card" }).ClickAsync();
        await board.Page.GetByRole(AriaRole.Button, new() { Name = "Delete board" }).ClickAsync();
        await board.Page.HasNoFaultsAsync();
        await board.Page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Screenshots, "board-open.png") });

        await board.Page.GetByRole(AriaRole.Link, new() { Name = "Board", Exact = true }).ClickAsync();
        await Assertions.Expect(board.Page.GetByRole(AriaRole.Link, new() { Name = "pictures" })).ToBeVisibleAsync();
        await board.Page.HasNoFaultsAsync();
        await board.Page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Screenshots, "board-home.png") });
        visitor.HadNoProblems();
    }
}
