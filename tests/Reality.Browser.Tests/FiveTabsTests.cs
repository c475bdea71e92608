using Chat.Tests.Hosting;
using Reality.Browser.Tests.Live;
using Reality.Browsing;

namespace Reality.Browser.Tests;

/// <summary>All tabs of a browser leave one question with the server, whoever of them is there.</summary>
public sealed class FiveTabsTests(ChatServer server, Chromium chromium)
{
    [Fact]
    public async Task Five_tabs_share_one_held_request_and_it_outlives_the_tab_that_asked()
    {
        await using var context = await chromium.NewContextAsync();
        var held = new HeldQuestions(context);
        var tabs = (await Task.WhenAll(Enumerable.Range(0, 5).Select(n => LivePage.OpenAsync(context, server.Address, $"tabs-{n % 2}")))).ToList();
        await held.IsOneAsync();

        using var api = server.NewApi();
        (await api.PostAsync("tabs-0", "to three", "Eve")).EnsureSuccessStatusCode().Dispose();
        (await api.PostAsync("tabs-1", "to two", "Eve")).EnsureSuccessStatusCode().Dispose();
        for (var n = 0; n < 5; n++)
            await tabs[n].ShowsAsync(n % 2 == 0 ? "to three" : "to two");
        await held.IsOneAsync();

        var asker = tabs.Single(tab => tab.Page == held.Asker);
        var number = tabs.IndexOf(asker);
        await asker.Page.CloseAsync();
        await held.IsOneAsync();
        (await api.PostAsync("tabs-0", "and more", "Eve")).EnsureSuccessStatusCode().Dispose();
        (await api.PostAsync("tabs-1", "and more", "Eve")).EnsureSuccessStatusCode().Dispose();
        for (var n = 0; n < 5; n++)
        {
            if (n != number)
                await tabs[n].ShowsAsync(n % 2 == 0 ? "to three" : "to two", "and more");
        }

        await held.IsOneAsync();
    }
}
