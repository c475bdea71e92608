using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Reality.Browsing;

/// <summary>What axe finds of a page as it is now.</summary>
public static class Accessibility
{
    /// <summary>Fails with each fault and its element.</summary>
    public static async Task HasNoFaultsAsync(this IPage page)
    {
        var result = await page.RunAxe();
        Assert.NotEmpty(result.Passes);
        Assert.Empty(result.Violations.SelectMany(static rule => rule.Nodes.Select(node => $"{rule.Id}: {rule.Help}: {node.Html}")));
    }
}
