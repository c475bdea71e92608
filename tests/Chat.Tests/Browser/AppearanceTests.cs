using Chat.Tests.Hosting;
using Microsoft.Playwright;

namespace Chat.Tests.Browser;

/// <summary>The page on a desk, on a phone, by day and by night; the pictures are kept under artifacts/screenshots.</summary>
public sealed class AppearanceTests(ChatServer server, Chromium chromium)
{
    [Theory]
    [InlineData("desktop", 1100, 720, ColorScheme.Light)]
    [InlineData("phone", 390, 780, ColorScheme.Light)]
    [InlineData("dark", 1100, 720, ColorScheme.Dark)]
    public async Task It_fits_and_has_no_accessibility_fault(string name, int width, int height, ColorScheme scheme)
    {
        var room = "picture-" + name;
        using var api = server.NewApi();
        (await api.PostAsync(room, "Has anyone seen the flaky test in the storage suite again?", "Ada")).Dispose();
        (await api.PostAsync(room, "It failed twice last night, both times on the same machine.", "Ada")).Dispose();
        (await api.PostAsync(room, "I have. It was the clock: two timestamps of one millisecond.\nFixed in the branch.", "Linus")).Dispose();
        (await api.PostAsync(room, "w" + new string('o', 300) + "w", "Grace")).Dispose();
        await using var visitor = await chromium.NewVisitorAsync(
            server.Address, new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme, Locale = "en-GB" });
        var page = await visitor.OpenAsync(room);
        await Assertions.Expect(page.Bodies).ToHaveCountAsync(4);

        Assert.Equal(0, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"));
        await Assertions.Expect(page.Text).ToBeInViewportAsync();
        await page.Page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Screenshots, $"chat-{name}.png") });

        await page.Page.HasNoFaultsAsync();
        visitor.HadNoProblems();
    }

    [Fact]
    public async Task On_a_phone_the_rooms_are_a_sheet_that_opens_and_closes_by_keyboard()
    {
        await using var visitor = await chromium.NewVisitorAsync(server.Address, new() { ViewportSize = new() { Width = 390, Height = 780 } });
        var page = await visitor.OpenAsync();
        await Assertions.Expect(page.Room("random")).ToBeHiddenAsync();

        await page.Page.PressAsync("#open-side", "Enter");
        await Assertions.Expect(page.Room("random")).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.Locator("#close-side")).ToBeFocusedAsync();
        await page.Page.HasNoFaultsAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Room("random")).ToBeHiddenAsync();
        await Assertions.Expect(page.Page.Locator("#open-side")).ToBeFocusedAsync();

        await page.Page.ClickAsync("#open-side");
        await page.Room("random").GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page.Page.Locator("#room-title")).ToHaveTextAsync("random");
        await Assertions.Expect(page.Text).ToBeInViewportAsync();
    }

    [Fact]
    public async Task The_composer_sends_on_enter_breaks_the_line_on_shift_enter_and_counts_near_the_limit()
    {
        await using var visitor = await chromium.NewVisitorAsync(server.Address);
        var page = await visitor.OpenAsync("composer");

        await page.Text.FillAsync("two");
        await page.Text.PressAsync("Shift+Enter");
        await page.Page.Keyboard.TypeAsync("lines");
        await page.Text.PressAsync("Enter");
        await Assertions.Expect(page.Bodies).ToHaveTextAsync(["two\nlines"], new() { UseInnerText = true });
        await Assertions.Expect(page.Text).ToHaveValueAsync("");

        await page.Text.FillAsync(new string('x', 1_990));
        await Assertions.Expect(page.Page.Locator("#counter")).ToHaveTextAsync("10 left");
        await page.Text.FillAsync(new string('x', 2_003));
        await Assertions.Expect(page.Page.Locator("#counter")).ToHaveTextAsync("3 too many");
        await Assertions.Expect(page.Page.Locator("#send")).ToBeDisabledAsync();
        await page.Text.PressAsync("Enter");
        await Assertions.Expect(page.Bodies).ToHaveCountAsync(1);
    }
}
