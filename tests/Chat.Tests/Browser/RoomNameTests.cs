using Chat.Tests.Hosting;
using Microsoft.Playwright;

namespace Chat.Tests.Browser;

/// <summary>A room may have any name, and what people write is text, never HTML.</summary>
public sealed class RoomNameTests(ChatServer server, Chromium chromium)
{
    [Theory]
    [InlineData("p:q", "p%3Aq")]
    [InlineData("100% sure?", "100%25%20sure%3F")]
    [InlineData("a/b#c", "a%2Fb%23c")]
    [InlineData("it's \"x\" <i>&amp;", "it%27s%20%22x%22%20%3Ci%3E%26amp%3B")]
    [InlineData("🦊 été", "%F0%9F%A6%8A%20%C3%A9t%C3%A9")]
    [InlineData("__proto__", "__proto__")]
    public async Task A_room_of_any_name_is_opened_written_to_and_found_again(string name, string segment)
    {
        await using var visitor = await chromium.NewVisitorAsync(server.Address);
        var page = await visitor.OpenAsync();

        await page.OpenRoomAsync(name);
        await Assertions.Expect(page.Page.Locator("#room-title")).ToHaveTextAsync(name);
        await page.SayAndSendAsync("said in " + name);
        await Assertions.Expect(page.Bodies).ToHaveTextAsync(["said in " + name]);
        using var api = server.NewApi();
        Assert.Equal(name, (string?)Assert.Single(await api.MessagesAsync(segment))!["roomId"]);

        await page.Page.ReloadAsync();
        await Assertions.Expect(page.Page.Locator("#room-title")).ToHaveTextAsync(name);
        await Assertions.Expect(page.Bodies).ToHaveTextAsync(["said in " + name]);
        await page.Room(name).GetByRole(AriaRole.Button, new() { Name = "Leave" }).ClickAsync();
        await Assertions.Expect(page.Room(name)).ToHaveCountAsync(0);
        visitor.HadNoProblems();
    }

    [Theory]
    [InlineData("..", "That name cannot be used.")]
    [InlineData("   ", "Give the room a name.")]
    public async Task A_name_that_no_room_can_have_is_refused_with_the_reason(string name, string reason)
    {
        await using var visitor = await chromium.NewVisitorAsync(server.Address);
        var page = await visitor.OpenAsync();

        await page.OpenRoomAsync(name);

        await Assertions.Expect(page.Page.Locator("#room-problem")).ToHaveTextAsync(reason);
        await Assertions.Expect(page.Page.Locator("#room-title")).ToHaveTextAsync("general");
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_refused_with_the_reason()
    {
        await using var visitor = await chromium.NewVisitorAsync(server.Address);
        var page = await visitor.OpenAsync();

        await page.OpenRoomAsync(new string('x', 600));

        await Assertions.Expect(page.Page.Locator("#room-problem")).ToHaveTextAsync("That name is too long.");
    }

    [Fact]
    public async Task Html_in_a_message_and_in_a_name_is_shown_as_it_was_written()
    {
        const string Html = "<img src=x onerror=\"window.hacked=1\"><b>bold</b>";
        await using var visitor = await chromium.NewVisitorAsync(server.Address);
        using var api = server.NewApi();
        (await api.PostAsync("html", Html, "<script>hacked=1</script>")).Dispose();

        var page = await visitor.OpenAsync("html");

        await Assertions.Expect(page.Bodies).ToHaveTextAsync([Html]);
        await Assertions.Expect(page.Page.Locator(".by")).ToHaveTextAsync("<script>hacked=1</script>");
        Assert.Equal(0, await page.Page.Locator(".messages img, .messages b, .messages script").CountAsync());
        visitor.HadNoProblems();
    }
}
