using Chat.Tests.Hosting;
using Reality.Browser.Tests.Live;
using Reality.Browsing;

namespace Reality.Browser.Tests;

/// <summary>A machine that slept: timers stood still, the clock has jumped, and connections are gone though nobody said so.</summary>
public sealed class SleepTests(ChatServer server, Chromium chromium)
{
    [Fact]
    public async Task After_a_jump_of_the_clock_the_server_is_asked_although_the_old_question_never_ended()
    {
        await using var context = await chromium.NewContextAsync();
        var isDead = true;
        await context.RouteAsync("**/reality/sync", async route =>
        {
            if (!isDead || !HeldQuestions.IsHeld(route.Request))
                await route.ContinueAsync();
        });
        var page = await LivePage.OpenAsync(context, server.Address, "jump", ownClock: true);
        await page.Page.WaitForFunctionAsync("reasons.includes('live held')");
        using var api = server.NewApi();
        (await api.PostAsync("jump", "in the night", "Eve")).EnsureSuccessStatusCode().Dispose();
        await Task.Delay(500, TestContext.Current.CancellationToken);
        await page.ShowsAsync();

        isDead = false;
        await page.Page.Clock.FastForwardAsync("08:00:00");

        await page.ShowsAsync("in the night");
        Assert.Contains("sync wake", await page.ReasonsAsync());
        (await api.PostAsync("jump", "in the morning", "Eve")).EnsureSuccessStatusCode().Dispose();
        await page.ShowsAsync("in the night", "in the morning");
    }

    [Fact]
    public async Task A_browser_that_is_stopped_while_the_server_starts_anew_catches_up_when_it_goes_on()
    {
        await using var own = new Chromium();
        await own.InitializeAsync();
        await using var restarting = new ChatServer();
        await restarting.InitializeAsync();
        await using var context = await own.NewContextAsync();
        var page = await LivePage.OpenAsync(context, restarting.Address, "stopped");
        Assert.Equal("sent", await page.SayAsync("before"));
        var session = await own.Browser.NewBrowserCDPSessionAsync();
        var processes = (await session.SendAsync("SystemInfo.getProcessInfo"))!.Value.GetProperty("processInfo")
            .EnumerateArray().Select(static process => process.GetProperty("id").GetInt32()).ToArray();
        Assert.NotEmpty(processes);

        await Signals.StopAsync(processes);
        try
        {
            await restarting.KillAsync();
            await restarting.StartAsync();
            using var api = restarting.NewApi();
            (await api.PostAsync("stopped", "meanwhile", "Eve")).EnsureSuccessStatusCode().Dispose();
        }
        finally
        {
            await Signals.ContinueAsync(processes);
        }

        await page.ShowsAsync("before", "meanwhile");
    }
}
