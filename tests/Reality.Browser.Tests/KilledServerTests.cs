using Chat.Tests.Hosting;
using Microsoft.Playwright;
using Reality.Browser.Tests.Live;
using Reality.Browsing;

namespace Reality.Browser.Tests;

/// <summary>The server dies while it is being asked. The page keeps what it shows, and is up to date by itself when the server is back.</summary>
public sealed class KilledServerTests(Chromium chromium)
{
    [Fact]
    public async Task A_server_that_is_killed_in_mid_sync_is_asked_again()
    {
        await using var server = new ChatServer();
        await server.InitializeAsync();
        using var api = server.NewApi();
        (await api.PostAsync("killed", "before", "Eve")).EnsureSuccessStatusCode().Dispose();
        await using var context = await chromium.NewContextAsync();
        var page = await LivePage.OpenAsync(context, server.Address, "killed", live: false);
        await page.ShowsAsync("before");

        (await api.PostAsync("killed", "after", "Eve")).EnsureSuccessStatusCode().Dispose();

        // It still takes the question, and does not come to answering it.
        await Signals.StopAsync(server.ProcessId);
        await page.Page.RunAndWaitForRequestAsync(page.FocusSyntheticAsync, "**/reality/sync");
        await server.KillAsync();

        await page.Page.WaitForFunctionAsync("reasons.some((reason) => reason.startsWith('retry '))");
        await page.ShowsAsync("before");
        await server.StartAsync();

        await page.ShowsAsync("before", "after");
        await Assertions.Expect(page.Status).ToHaveTextAsync("fresh");
        Assert.Single(await page.ReasonsAsync(), "sync focus");
        Assert.All(await page.ShownAsync(), static texts => Assert.Equal("before", texts[0]));
    }
}
