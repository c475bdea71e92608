using Chat.Tests.Hosting;
using Microsoft.Playwright;

namespace Chat.Tests.Browser;

/// <summary>Unread counts come from the profile's read marks and the rooms' messages, so they agree wherever one is signed in.</summary>
public sealed class UnreadTests(ChatServer server, Chromium chromium)
{
    [Fact]
    public async Task A_room_counts_what_others_wrote_until_it_is_read_and_the_users_other_page_agrees_synthetic()
    {
        await using var desk = await chromium.NewVisitorAsync(server.Address);
        await using var phone = await chromium.NewVisitorAsync(server.Address);
        using var api = server.NewApi();
        var here = await desk.OpenAsync("unread-home");
        await here.SignInAsync("unread-ida");
        await here.OpenRoomAsync("unread-room");
        await Assertions.Expect(here.Room("unread-room")).ToBeVisibleAsync();
        await here.Page.GoBackAsync();
        var there = await phone.OpenAsync("unread-room");
        await there.Page.EvaluateAsync("location.hash = '#unread-home'");
        await there.SignInAsync("unread-ida");
        foreach (var text in (string[])["one", "two", "three"])
            (await api.PostAsync("unread-room", text, "Eve")).Dispose();

        await here.FocusSyntheticAsync();
        await there.FocusSyntheticAsync();
        await Assertions.Expect(here.Unread("unread-room")).ToHaveTextAsync("3 unread");
        await Assertions.Expect(there.Unread("unread-room")).ToHaveTextAsync("3 unread");

        // The count goes at once; the other page can know only once the server does.
        var marked = here.Page.WaitForResponseAsync("**/api/me/read/unread-room");
        await here.Room("unread-room").GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(here.Bodies).ToHaveTextAsync(["one", "two", "three"]);
        await Assertions.Expect(here.Unread("unread-room")).ToHaveCountAsync(0);
        Assert.Equal(204, (await marked).Status);

        await there.FocusSyntheticAsync();
        await Assertions.Expect(there.Unread("unread-room")).ToHaveCountAsync(0);
        desk.HadNoProblems();
        phone.HadNoProblems();
    }

    [Fact]
    public async Task What_comes_after_the_read_mark_is_set_apart_as_new_and_ones_own_is_never_unread_synthetic()
    {
        await using var visitor = await chromium.NewVisitorAsync(server.Address);
        using var api = server.NewApi();
        (await api.PostAsync("unread-line", "old", "Eve")).Dispose();
        var page = await visitor.OpenAsync("unread-line");
        await page.SignInAsync("unread-joan");
        await Assertions.Expect(page.Unread("unread-line")).ToHaveCountAsync(0);
        await page.SayAndSendAsync("mine");
        await page.Room("general").GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page.Unread("unread-line")).ToHaveCountAsync(0);
        (await api.PostAsync("unread-line", "new", "Eve")).Dispose();
        await page.FocusSyntheticAsync();
        await Assertions.Expect(page.Unread("unread-line")).ToHaveTextAsync("1 unread");

        await page.Room("unread-line").GetByRole(AriaRole.Link).ClickAsync();

        await Assertions.Expect(page.Page.Locator(".fresh-mark + .message .body")).ToHaveTextAsync("new");
        await Assertions.Expect(page.Unread("unread-line")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_page_that_nobody_looks_at_marks_nothing_as_read()
    {
        await using var visitor = await chromium.NewVisitorAsync(server.Address);
        using var api = server.NewApi();
        var first = await visitor.OpenAsync("unread-hidden");
        await first.SignInAsync("unread-kay");
        var behind = await visitor.OpenAsync("unread-hidden", realFocus: true);
        var front = await visitor.OpenAsync("general", realFocus: true);
        await first.Page.CloseAsync();
        await front.Page.BringToFrontAsync();
        Assert.False(await behind.Page.EvaluateAsync<bool>("document.hasFocus()"));
        (await api.PostAsync("unread-hidden", "unseen", "Eve")).Dispose();

        await behind.FocusSyntheticAsync();
        await Assertions.Expect(behind.Bodies).ToHaveTextAsync(["unseen"]);
        await Assertions.Expect(behind.Unread("unread-hidden")).ToHaveTextAsync("1 unread");

        await behind.Page.BringToFrontAsync();
        await Assertions.Expect(behind.Unread("unread-hidden")).ToHaveCountAsync(0);
    }
}
