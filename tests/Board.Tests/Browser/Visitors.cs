using Microsoft.Playwright;

namespace Board.Tests.Browser;

/// <summary>People who visit the board with the browser that all tests share.</summary>
public static class Visitors
{
    /// <summary>A visitor of their own, with a name that others see.</summary>
    public static async Task<Visitor> NewVisitorAsync(this Chromium chromium, Uri address, string name)
    {
        var context = await chromium.NewContextAsync();
        await context.AddInitScriptAsync($"localStorage.setItem('board:name', '{name}')");
        return new Visitor(context, address);
    }
}
