using Microsoft.Playwright;

namespace Board.Tests.Browser;

/// <summary>What a person sees and does on the page of a board.</summary>
public sealed class BoardPage(IPage page)
{
    public IPage Page => page;

    public ILocator Status => page.Locator(".status");

    public ILocator Notice => page.Locator(".notice");

    public ILocator Said => page.Locator("#said");

    public ILocator Column(string id) => page.Locator($"[data-column={id}]");

    public ILocator Cards(string column) => Column(column).Locator(".card:not(.ghost) .title");

    public ILocator Card(string title) => page.Locator("li.card", new() { HasText = title });

    public ILocator Grip(string title) => Card(title).Locator(".grip");

    public Task ShowsAsync(string column, params string[] titles) => Assertions.Expect(Cards(column)).ToHaveTextAsync(titles);

    public Task IsSavedAsync() => Assertions.Expect(Status).ToHaveTextAsync("All changes saved");

    public async Task AddAsync(string column, params string[] titles)
    {
        await Column(column).GetByRole(AriaRole.Button, new() { Name = "Add a card" }).ClickAsync();
        foreach (var title in titles)
        {
            var input = Column(column).Locator(".new-card input");
            await input.FillAsync(title);
            await input.PressAsync("Enter");
            await Assertions.Expect(input).ToHaveValueAsync("");
        }
    }

    /// <summary>Drags a card by pointer to the upper edge of another one, or to the end of a column.</summary>
    public async Task DragAsync(string title, ILocator target)
    {
        var from = (await Card(title).BoundingBoxAsync())!;
        var to = (await target.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(from.X + (from.Width / 2), from.Y + (from.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(to.X + (to.Width / 2), to.Y + 4, new() { Steps = 8 });
        await page.Mouse.UpAsync();
    }

    /// <summary>Drops a card below the last one of a column.</summary>
    public Task DragToAsync(string title, string column) => DragAsync(title, Column(column).Locator(".add"));
}
