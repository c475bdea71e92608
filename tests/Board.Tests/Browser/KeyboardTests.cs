using Board.Tests.Hosting;
using Microsoft.Playwright;

namespace Board.Tests.Browser;

/// <summary>Everything can be done without a pointer, and somebody who does not see the board is told what happened.</summary>
public sealed class KeyboardTests(BoardServer server, Chromium chromium)
{
    [Fact]
    public async Task A_card_is_added_moved_put_back_renamed_and_deleted_by_keyboard()
    {
        using var api = new BoardApi(server.Address);
        await api.AddBoardAsync("keys", ("todo", "first"), ("doing", "busy"));
        await using var visitor = await chromium.NewVisitorAsync(server.Address, "Ada");
        var board = await visitor.OpenAsync("keys");
        var keyboard = board.Page.Keyboard;

        await board.AddAsync("todo", "second", "third");
        await board.ShowsAsync("todo", "first", "second", "third");

        await board.Grip("third").FocusAsync();
        await keyboard.PressAsync("Space");
        await Assertions.Expect(board.Grip("third")).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(board.Said).ToContainTextAsync("Holding third, To do, place 3 of 3.");
        await keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(board.Said).ToHaveTextAsync("To do, place 2 of 3");
        await keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(board.Said).ToHaveTextAsync("Doing, place 2 of 2");
        await Assertions.Expect(board.Grip("third")).ToBeFocusedAsync();
        Assert.Equal(["first", "second", "third"], await api.TitlesAsync("keys", "todo"));

        await keyboard.PressAsync("Escape");
        await board.ShowsAsync("todo", "first", "second", "third");
        await Assertions.Expect(board.Grip("third")).ToBeFocusedAsync();

        await keyboard.PressAsync("Space");
        await keyboard.PressAsync("ArrowUp");
        await keyboard.PressAsync("Space");
        await board.ShowsAsync("todo", "first", "third", "second");
        await Assertions.Expect(board.Said).ToHaveTextAsync("third: To do, place 2 of 3.");

        await board.Card("third").Locator(".title").PressAsync("Enter");
        await Assertions.Expect(board.Page.Locator("[data-part=title]")).ToBeFocusedAsync();
        await keyboard.TypeAsync("the third");
        await keyboard.PressAsync("Enter");
        await board.ShowsAsync("todo", "first", "the third", "second");
        await Assertions.Expect(board.Card("the third").Locator(".title")).ToBeFocusedAsync();

        await board.Card("second").Locator(".title").PressAsync("Enter");
        await board.Page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).PressAsync("Enter");
        await board.ShowsAsync("todo", "first", "the third");
        await board.IsSavedAsync();
        Assert.Equal(["first", "the third"], await api.TitlesAsync("keys", "todo"));
        visitor.HadNoProblems();
    }
}
