using System.Collections.Concurrent;
using Chat.Tests.Hosting;
using Reality.Browser.Tests.Live;
using Reality.Browsing;

namespace Reality.Browser.Tests;

/// <summary>Without a network nothing is asked and nothing is lost; its return is enough.</summary>
public sealed class OfflineTests(ChatServer server, Chromium chromium)
{
    [Fact]
    public async Task Offline_for_a_while_the_page_rests_and_then_catches_up()
    {
        await using var context = await chromium.NewContextAsync();
        var page = await LivePage.OpenAsync(context, server.Address, "away");
        Assert.Equal("sent", await page.SayAsync("before"));
        await page.ShowsAsync("before");

        await context.SetOfflineAsync(true);
        using var api = server.NewApi();
        (await api.PostAsync("away", "meanwhile", "Eve")).EnsureSuccessStatusCode().Dispose();
        Assert.Equal("failed: RealityError", await page.SayAsync("not sent"));
        await page.ShowsAsync("before");
        // What was on its way when the network went has ended by now.
        await Task.Delay(500, TestContext.Current.CancellationToken);
        var asked = new ConcurrentQueue<string>();
        page.Page.Request += (_, request) => asked.Enqueue(request.Url);
        await Task.Delay(2_000, TestContext.Current.CancellationToken);
        Assert.Empty(asked);

        await context.SetOfflineAsync(false);

        await page.ShowsAsync("before", "meanwhile");
        // From here on it hears of others again.
        (await api.PostAsync("away", "later", "Eve")).EnsureSuccessStatusCode().Dispose();
        await page.ShowsAsync("before", "meanwhile", "later");
    }
}
