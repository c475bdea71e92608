using Microsoft.Playwright;

namespace Chat.Tests.Browser;

/// <summary>People who visit the chat with the browser that all tests share.</summary>
public static class Visitors
{
    public static async Task<Visitor> NewVisitorAsync(this Chromium chromium, Uri address, BrowserNewContextOptions? options = null) =>
        new(await chromium.NewContextAsync(options), address);
}
