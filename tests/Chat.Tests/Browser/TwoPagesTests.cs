using Chat.Tests.Hosting;
using Microsoft.Playwright;

namespace Chat.Tests.Browser;

/// <summary>What one page writes, another one shows when somebody looks at it: no reload, no polling.</summary>
public sealed class TwoPagesTests(ChatServer server, Chromium chromium)
{
    [Fact]
    public async Task A_message_appears_in_another_visitors_page_after_focus_synthetic()
    {
        await using var ada = await chromium.NewVisitorAsync(server.Address);
        await using var bob = await chromium.NewVisitorAsync(server.Address);
        var sender = await ada.OpenAsync("two-pages");
        var reader = await bob.OpenAsync("two-pages");
        await reader.Page.EvaluateAsync("window.notReloaded = true");

        await sender.SayAndSendAsync("hello from the other side");
        Assert.Equal(0, await reader.Bodies.CountAsync());

        await reader.FocusSyntheticAsync();

        await Assertions.Expect(reader.Bodies).ToHaveTextAsync(["hello from the other side"]);
        Assert.True(await reader.Page.EvaluateAsync<bool>("window.notReloaded"));
        await Assertions.Expect(reader.Page.Locator("#announcer")).ToContainTextAsync("hello from the other side");
        ada.HadNoProblems();
        bob.HadNoProblems();
    }

    [Fact]
    public async Task A_message_appears_when_the_tab_really_comes_to_the_front()
    {
        await using var ada = await chromium.NewVisitorAsync(server.Address);
        var reader = await ada.OpenAsync("tabs", realFocus: true);
        await reader.Page.EvaluateAsync("addEventListener('focus', (event) => (window.trusted = event.isTrusted))");
        var sender = await ada.OpenAsync("tabs", realFocus: true);
        await sender.Page.BringToFrontAsync();

        await sender.SayAndSendAsync("hello from the next tab");
        await Assertions.Expect(sender.Bodies).ToHaveTextAsync(["hello from the next tab"]);
        Assert.Equal(0, await reader.Bodies.CountAsync());

        await reader.Page.BringToFrontAsync();

        await Assertions.Expect(reader.Bodies).ToHaveTextAsync(["hello from the next tab"]);
        Assert.True(await reader.Page.EvaluateAsync<bool>("window.trusted"), "The browser itself dispatched the focus event.");
        ada.HadNoProblems();
    }

    [Fact]
    public async Task Only_what_changed_is_fetched_and_an_idle_page_asks_nothing()
    {
        await using var ada = await chromium.NewVisitorAsync(server.Address);
        var reader = await ada.OpenAsync("quiet");
        var requests = new System.Collections.Concurrent.ConcurrentQueue<string>();
        reader.Page.Request += (_, request) => requests.Enqueue($"{request.Method} {new Uri(request.Url).PathAndQuery}");

        await Task.Delay(1_500, TestContext.Current.CancellationToken);
        Assert.Empty(requests);

        using var api = server.NewApi();
        using var posted = await api.PostAsync("quiet", "one", "Eve");
        await reader.FocusSyntheticAsync();
        await Assertions.Expect(reader.Bodies).ToHaveTextAsync(["one"]);

        Assert.Contains("POST /reality/sync", requests);
        // Other tests write to the shared rooms meanwhile; of this visitor's own room there is one fetch.
        Assert.Single(requests, "GET /api/rooms/quiet/messages");
    }
}
