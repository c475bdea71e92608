using Chat.Tests.Hosting;
using Microsoft.Playwright;

namespace Chat.Tests.Browser;

/// <summary>The server dies without a word and comes back: the page says so, loses nothing, and shows the truth again.</summary>
public sealed class RestartTests(Chromium chromium)
{
    [Fact]
    public async Task A_killed_server_costs_nothing_but_time_synthetic()
    {
        await using var server = new ChatServer();
        await server.InitializeAsync();
        await using var visitor = await chromium.NewVisitorAsync(server.Address);
        var page = await visitor.OpenAsync();
        await page.SayAndSendAsync("before");

        await server.KillAsync();
        await page.FocusSyntheticAsync();
        await Assertions.Expect(page.Banner).ToContainTextAsync("The server does not answer");
        await page.SayAsync("while it was away");
        await Assertions.Expect(page.Message("while it was away")).ToContainTextAsync("The server did not answer.");
        await Assertions.Expect(page.Bodies).ToHaveTextAsync(["before", "while it was away"]);

        await server.StartAsync();
        using var api = server.NewApi();
        (await api.PostAsync("general", "from elsewhere", "Eve")).Dispose();
        await page.FocusSyntheticAsync();
        await Assertions.Expect(page.Bodies).ToHaveTextAsync(["before", "from elsewhere", "while it was away"]);
        await Assertions.Expect(page.Banner).ToBeEmptyAsync(new() { Timeout = Visitor.Patience });

        await page.Page.ClickAsync(".retry");
        await page.HasSentAsync("while it was away");
        await page.IsFreshAsync();
        await Assertions.Expect(page.Bodies).ToHaveTextAsync(["before", "from elsewhere", "while it was away"]);
        Assert.Equal(
            ["before", "from elsewhere", "while it was away"],
            (await api.MessagesAsync("general")).Select(static message => (string?)message!["text"]));
    }
}
