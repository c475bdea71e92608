using System.Text.RegularExpressions;
using Chat.Tests.Hosting;
using Microsoft.Playwright;

namespace Chat.Tests.Browser;

/// <summary>A message is shown when it is written, and no trouble on the way makes it flicker, double or vanish.</summary>
public sealed partial class OptimisticTests(ChatServer server, Chromium chromium)
{
    [GeneratedRegex("pending")]
    private static partial Regex Pending { get; }

    [GeneratedRegex("failed")]
    private static partial Regex Failed { get; }

    [Fact]
    public async Task A_message_shows_at_once_while_its_post_is_under_way()
    {
        await using var ada = await chromium.NewVisitorAsync(server.Address);
        var page = await ada.OpenAsync("optimistic");
        var release = new TaskCompletionSource();
        await page.Page.RouteAsync("**/api/rooms/optimistic/messages", async route =>
        {
            if (route.Request.Method == "POST")
                await release.Task;
            await route.ContinueAsync();
        });

        await page.SayAsync("not yet sent");

        await Assertions.Expect(page.Message("not yet sent")).ToHaveClassAsync(Pending);
        using var api = server.NewApi();
        Assert.Empty(await api.MessagesAsync("optimistic"));

        await page.Page.EvaluateAsync("window.itsElement = document.querySelector('.message')");
        release.SetResult();
        await page.HasSentAsync("not yet sent");
        await page.IsFreshAsync();
        Assert.Equal(1, await page.Bodies.CountAsync());
        Assert.True(await page.Page.EvaluateAsync<bool>("window.itsElement === document.querySelector('.message')"), "The element lives on.");
        Assert.Single(await api.MessagesAsync("optimistic"));
        ada.HadNoProblems();
    }

    [Theory]
    [InlineData("500")]
    [InlineData("aborted")]
    public async Task It_survives_a_failed_verify_without_flicker_or_duplicate(string fault)
    {
        var room = "verify-" + fault;
        await using var ada = await chromium.NewVisitorAsync(server.Address);
        var page = await ada.OpenAsync(room);
        await page.SayAndSendAsync("before");
        var failures = 0;
        await page.Page.RouteAsync("**/reality/sync", async route =>
        {
            Interlocked.Increment(ref failures);
            if (fault == "500")
                await route.FulfillAsync(new() { Status = 500, ContentType = "application/problem+json", Body = "{}" });
            else
                await route.AbortAsync();
        });
        await page.WatchAsync();

        await page.SayAsync("during");
        await Assertions.Expect(page.Banner).ToContainTextAsync("The server does not answer");
        await page.HasSentAsync("during");
        Assert.True(failures > 0);
        await Assertions.Expect(page.Bodies).ToHaveTextAsync(["before", "during"]);

        await page.Page.UnrouteAsync("**/reality/sync");
        await page.FocusSyntheticAsync();
        await page.IsFreshAsync();
        await Assertions.Expect(page.Banner).ToBeEmptyAsync();

        Assert.Equal(["""["before"]""", """["before","during"]"""], await page.WatchedAsync());
    }

    [Fact]
    public async Task A_failed_post_stays_as_failed_through_a_reload_and_a_retry_sends_it_once()
    {
        await using var ada = await chromium.NewVisitorAsync(server.Address);
        var page = await ada.OpenAsync("failing");
        await page.Page.RouteAsync("**/api/rooms/failing/messages", route => route.Request.Method == "POST"
            ? route.FulfillAsync(new() { Status = 503, ContentType = "application/problem+json", Body = """{"title":"Out of order."}""" })
            : route.ContinueAsync());

        await page.SayAsync("again and again");
        await Assertions.Expect(page.Message("again and again")).ToHaveClassAsync(Failed);
        await Assertions.Expect(page.Message("again and again")).ToContainTextAsync("Not sent: Out of order.");

        await page.Page.ReloadAsync();
        await Assertions.Expect(page.Message("again and again")).ToHaveClassAsync(Failed);
        await page.Page.UnrouteAsync("**/api/rooms/failing/messages");
        await page.Page.ClickAsync(".retry");

        await page.HasSentAsync("again and again");
        await page.IsFreshAsync();
        await Assertions.Expect(page.Bodies).ToHaveTextAsync(["again and again"]);
        using var api = server.NewApi();
        Assert.Single(await api.MessagesAsync("failing"));
    }

    [Fact]
    public async Task A_failed_message_can_be_discarded()
    {
        await using var ada = await chromium.NewVisitorAsync(server.Address);
        var page = await ada.OpenAsync("discarding");
        await page.Page.RouteAsync("**/api/rooms/discarding/messages", route =>
            route.Request.Method == "POST" ? route.AbortAsync() : route.ContinueAsync());

        await page.SayAsync("never mind");
        await Assertions.Expect(page.Message("never mind")).ToContainTextAsync("The server did not answer.");
        await page.Page.ClickAsync(".discard");

        await Assertions.Expect(page.Bodies).ToHaveCountAsync(0);
        await Assertions.Expect(page.Page.Locator("#blank")).ToContainTextAsync("Nobody has written here yet");
    }

    [Fact]
    public async Task What_is_written_offline_waits_and_is_sent_in_order_when_online()
    {
        await using var ada = await chromium.NewVisitorAsync(server.Address);
        var page = await ada.OpenAsync("offline");
        await ada.Context.SetOfflineAsync(true);
        await Assertions.Expect(page.Banner).ToContainTextAsync("You are offline");

        foreach (var text in (string[])["first", "second", "third"])
            await page.SayAsync(text);
        await Assertions.Expect(page.Message("third")).ToContainTextAsync("Waiting for a connection");
        using var api = server.NewApi();
        Assert.Empty(await api.MessagesAsync("offline"));
        using var meanwhile = await api.PostAsync("offline", "meanwhile", "Eve");

        await ada.Context.SetOfflineAsync(false);

        await Assertions.Expect(page.Bodies).ToHaveTextAsync(["meanwhile", "first", "second", "third"]);
        await page.HasSentAsync("third");
        await page.IsFreshAsync();
        await Assertions.Expect(page.Banner).ToBeEmptyAsync();
        Assert.Equal(["meanwhile", "first", "second", "third"], (await api.MessagesAsync("offline")).Select(static m => (string?)m!["text"]));
    }
}
