using Microsoft.Playwright;

namespace Reality.Client.Blazor.Tests.Circuits;

/// <summary>Views in circuits of a Blazor Server application, in a real browser.</summary>
public sealed class CircuitTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private ScriptedServer _behind = null!;
    private CircuitServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _behind = await ScriptedServer.StartAsync();
        _behind.Set("chat:room:ada", "ada's line");
        _behind.Set("chat:room:bob", "bob's line");
        // A payload is for the user alone whose cookie comes with the request.
        _behind.BeforePayload = (key, context) => context.Request.Cookies["user"] == key.Split(':')[2]
            ? Task.FromResult(false)
            : ScriptedServer.Fail(context, 403);
        _server = await CircuitServer.StartAsync(_behind);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _behind.DisposeAsync();
    }

    [Fact]
    public async Task Each_circuit_reads_as_its_own_user_hears_of_focus_and_ends_with_its_page()
    {
        var (ada, bob) = (await OpenAsync("ada"), await OpenAsync("bob"));
        await ShowsAsync(ada, "ada's line");
        await ShowsAsync(bob, "bob's line");
        await Assertions.Expect(ada.Locator("#where")).ToHaveTextAsync("circuit");

        _behind.Append("chat:room:ada", "another");
        await FocusUntilAsync(ada, "another");
        await ShowsAsync(ada, "ada's line", "another");

        // The browser has no network; the circuit's client, beside the server, has one.
        await bob.EvaluateAsync("dispatchEvent(new Event('offline'))");
        _behind.Append("chat:room:bob", "more");
        await FocusUntilAsync(bob, "more");
        await ShowsAsync(bob, "bob's line", "more");

        await ada.CloseAsync();
        await bob.CloseAsync();
        // Both circuits, and the two requests that drew the pages first.
        Assert.Equal(4, _server.Made);
        for (var i = 0; i < 200 && _server.Living > 0; i++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(0, _server.Living);
        Assert.Empty(_server.Log.Lines);
    }

    [Fact]
    public async Task Without_script_the_first_page_has_the_data()
    {
        var page = await OpenAsync("ada", script: false);

        await ShowsAsync(page, "ada's line");
        await Assertions.Expect(page.Locator("#where")).ToHaveTextAsync("request");
        Assert.Equal(0, _server.Living);
        Assert.Empty(_server.Log.Lines);
    }

    private static Task ShowsAsync(IPage page, params string[] lines) => Assertions.Expect(page.Locator("li")).ToHaveTextAsync(lines);

    // Repeated: the script that listens arrives some time after the page.
    private static async Task FocusUntilAsync(IPage page, string line) => await page.WaitForFunctionAsync(
        "(line) => document.body.textContent.includes(line) || (dispatchEvent(new Event('focus')), false)",
        line,
        new() { PollingInterval = 100, Timeout = Chromium.Patience });

    private async Task<IPage> OpenAsync(string user, bool script = true)
    {
        var context = await chromium.NewContextAsync(new() { JavaScriptEnabled = script });
        await context.AddCookiesAsync([new() { Name = "user", Value = user, Url = _server.Address.ToString() }]);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{_server.Address}?id={user}");
        return page;
    }
}
