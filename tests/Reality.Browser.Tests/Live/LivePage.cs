using Microsoft.Playwright;

namespace Reality.Browser.Tests.Live;

/// <summary>A page that shows one room of the chat by the browser client alone, and says what the engine did and why.</summary>
public sealed class LivePage(IPage page)
{
    private static readonly string Html = Path.Combine(AppContext.BaseDirectory, "Live", "live.html");

    public IPage Page => page;

    public ILocator Status => page.Locator("p");

    public static async Task<LivePage> OpenAsync(IBrowserContext context, Uri address, string room, bool live = true, bool ownClock = false)
    {
        var page = await context.NewPageAsync();
        var target = new Uri(address, $"live.html?room={Uri.EscapeDataString(room)}{(live ? "&live" : "")}").ToString();
        // Of the server's origin, so that all but the page itself comes from there.
        await page.RouteAsync(target, static route => route.FulfillAsync(new() { Path = Html, ContentType = "text/html" }));
        if (ownClock)
            await page.Clock.InstallAsync();
        await page.GotoAsync(target);
        var opened = new LivePage(page);
        await Assertions.Expect(opened.Status).ToHaveTextAsync("fresh");
        return opened;
    }

    public Task ShowsAsync(params string[] texts) =>
        texts.Length == 0 ? Assertions.Expect(page.Locator("li")).ToHaveCountAsync(0) : Assertions.Expect(page.Locator("li")).ToHaveTextAsync(texts);

    /// <summary>Sends a message; `sent`, or `failed: ` and why.</summary>
    public Task<string> SayAsync(string text) => page.EvaluateAsync<string>("text => say(text)", text);

    /// <summary>The steps of the engine so far, such as `sync focus`.</summary>
    public Task<string[]> ReasonsAsync() => page.EvaluateAsync<string[]>("reasons");

    /// <summary>What was shown, one after the other.</summary>
    public Task<string[][]> ShownAsync() => page.EvaluateAsync<string[][]>("shown");

    /// <summary>What the browser dispatches when a person comes back to the window.</summary>
    public Task FocusSyntheticAsync() => page.EvaluateAsync("dispatchEvent(new Event('focus'))");
}
