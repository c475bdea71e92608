using Board.Tests.Hosting;
using Microsoft.Playwright;

namespace Board.Tests.Browser;

/// <summary>What one person does, another one sees, without touching anything.</summary>
public sealed class TwoBrowsersTests(BoardServer server, Chromium chromium)
{
    [Fact]
    public async Task Moves_by_pointer_keyboard_and_button_appear_in_the_other_browser()
    {
        using var api = new BoardApi(server.Address);
        await api.AddBoardAsync("two", ("todo", "one"), ("todo", "two"), ("todo", "three"), ("done", "zero"));
        await using var first = await chromium.NewVisitorAsync(server.Address, "Ada");
        await using var second = await chromium.NewVisitorAsync(server.Address, "Bob");
        var opening = second.OpenAsync("two");
        var ada = await first.OpenAsync("two");
        var bob = await opening;
        await bob.ShowsAsync("todo", "one", "two", "three");

        await ada.DragAsync("two", ada.Card("zero"));
        await bob.ShowsAsync("done", "two", "zero");
        await bob.ShowsAsync("todo", "one", "three");
        await Assertions.Expect(bob.Card("two").Locator(".by")).ToHaveTextAsync("Ada");

        await bob.Grip("three").FocusAsync();
        foreach (var key in (string[])["Space", "ArrowUp", "ArrowRight", "Space"])
            await bob.Page.Keyboard.PressAsync(key);
        await ada.ShowsAsync("doing", "three");
        await Assertions.Expect(ada.Card("three").Locator(".by")).ToHaveTextAsync("Bob");

        await ada.Card("one").Locator(".title").ClickAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "To the column on the right" }).ClickAsync();
        // The card took the first place's rank into the other column: it stands before the one that is there.
        await bob.ShowsAsync("doing", "one", "three");

        Assert.Equal(["one", "three"], await api.TitlesAsync("two", "doing"));
        Assert.Equal(["two", "zero"], await api.TitlesAsync("two", "done"));
        await ada.IsSavedAsync();
        first.HadNoProblems();
        second.HadNoProblems();
    }
}
