using Chat.Tests.Hosting;
using Microsoft.Playwright;

namespace Chat.Tests.Browser;

/// <summary>A profile follows its owner to every page, and nobody else.</summary>
public sealed class ProfileTests(ChatServer server, Chromium chromium)
{
    [Fact]
    public async Task A_new_display_name_shows_in_the_users_other_browser_after_focus_synthetic()
    {
        await using var desk = await chromium.NewVisitorAsync(server.Address);
        await using var phone = await chromium.NewVisitorAsync(server.Address);
        var here = await desk.OpenAsync("profiles");
        var there = await phone.OpenAsync("profiles");
        await here.SignInAsync("grace");
        await there.SignInAsync("grace");

        await here.Page.ClickAsync("#rename");
        await here.Page.FillAsync("#display-name-input", "Grace Hopper");
        await here.Page.PressAsync("#display-name-input", "Enter");
        await Assertions.Expect(here.DisplayName).ToHaveTextAsync("Grace Hopper");
        await Assertions.Expect(there.DisplayName).ToHaveTextAsync("grace");
        await there.FocusSyntheticAsync();

        await Assertions.Expect(there.DisplayName).ToHaveTextAsync("Grace Hopper");
        await there.SayAsync("who am I");
        await Assertions.Expect(there.Message("who am I").Locator(".by")).ToHaveTextAsync("Grace Hopper");
        await there.HasSentAsync("who am I");
        desk.HadNoProblems();
        phone.HadNoProblems();
    }

    [Fact]
    public async Task A_name_that_is_refused_stays_in_its_field_with_the_reason()
    {
        await using var visitor = await chromium.NewVisitorAsync(server.Address);
        var page = await visitor.OpenAsync("profiles");
        await page.SignInAsync("hedy");
        await page.Page.ClickAsync("#rename");
        await page.Page.FillAsync("#display-name-input", "   ");
        await page.Page.PressAsync("#display-name-input", "Enter");

        await Assertions.Expect(page.Page.Locator("#rename-form .problem")).ToContainTextAsync("A name has 1 to 40 characters.");
        await page.Page.PressAsync("#display-name-input", "Escape");
        await Assertions.Expect(page.DisplayName).ToHaveTextAsync("hedy");
    }

    [Fact]
    public async Task Signing_in_as_somebody_else_in_another_tab_takes_the_first_profile_off_every_page()
    {
        await using var visitor = await chromium.NewVisitorAsync(server.Address);
        var first = await visitor.OpenAsync("profiles");
        await first.SignInAsync("barbara");
        var second = await visitor.OpenAsync("profiles");
        await Assertions.Expect(second.DisplayName).ToHaveTextAsync("barbara");

        await second.Page.ClickAsync("#sign-out");
        await second.SignInAsync("frances");

        await Assertions.Expect(first.DisplayName).ToHaveTextAsync("frances");
        await Assertions.Expect(first.Page.Locator("#account")).Not.ToContainTextAsync("barbara");
    }

    [Fact]
    public async Task A_profile_that_became_foreign_is_refused_and_leaves_the_page()
    {
        await using var visitor = await chromium.NewVisitorAsync(server.Address);
        var page = await visitor.OpenAsync("profile-of-radia");
        var profile = page.Page.WaitForResponseAsync("**/api/users/radia/profile");
        await page.SignInAsync("radia");
        await (await profile).FinishedAsync();
        await page.IsFreshAsync();
        // The session ends behind the page's back, with nothing under way: only the refused key tells it.
        await visitor.Context.ClearCookiesAsync();
        var refusal = page.SyncAnswerAsync("\"refused\":[\"user:radia:profile\"]");

        await page.FocusSyntheticAsync();

        await refusal;
        await Assertions.Expect(page.Page.Locator("#sign-in-name")).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.Locator("#account")).Not.ToContainTextAsync("radia");
        visitor.HadNoProblems();
    }
}
